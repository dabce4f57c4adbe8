package io.ssmexport.sink.file;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.file.csv.CsvFormat;
import io.ssmexport.sink.file.disk.Links;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code into} says.
 *
 * @param scheme {@code parquet}, {@code csv} or {@code csv.gz}
 * @param path after the colon
 * @param fileEnding how the path ends, if it names a single file
 */
record Destination(String scheme, String path, @Nullable String fileEnding) {

    /** Of formats that a dataset can have, the longer one first. */
    static final List<String> ENDINGS = List.of(".csv.gz", ".csv", ".parquet");

    private static final String STANDARD_OUTPUT = "-";

    static Destination parse(String into) {
        int colon = into.indexOf(':');
        String scheme = colon < 0 ? "" : into.substring(0, colon);
        String path = into.substring(colon + 1);
        if (!ENDINGS.contains("." + scheme) || path.isEmpty()) {
            throw wrong(into, "must be parquet:PATH, csv:PATH, csv.gz:PATH or csv:-");
        }
        String ending = ENDINGS.stream().filter(path::endsWith).findFirst().orElse(null);
        if (path.equals(STANDARD_OUTPUT) && !scheme.equals("csv")) {
            throw wrong(into, "can't go to standard output; only csv:- can");
        }
        if (ending != null && !ending.startsWith("." + scheme)) {
            throw wrong(
                    into,
                    String.format(Locale.ROOT, "names a %s file; write %s:%s", ending, ending.substring(1), path));
        }
        return new Destination(scheme, path, ending);
    }

    Publication publication(FileSinkSettings settings) {
        if (path.equals(STANDARD_OUTPUT)) {
            return new StandardOutput(new CsvFormat(false, settings.guardFormulas()), settings);
        }
        Path absolute = absolute();
        return fileEnding == null
                ? new Dataset(absolute, format("." + scheme, settings), settings)
                : new SingleFile(absolute, format(fileEnding, settings), settings);
    }

    /** Of a link what it leads to. */
    private Path absolute() {
        try {
            return Links.target(Path.of(path).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw wrong(scheme + ":" + path, "is no path: " + e.getReason());
        } catch (IOException e) {
            throw wrong(scheme + ":" + path, "can't be used: " + FileProblem.cause(e));
        }
    }

    private static RowFormat format(String ending, FileSinkSettings settings) {
        return ending.equals(".parquet")
                ? new ParquetFormat(settings.rowGroupBytes())
                : new CsvFormat(ending.equals(".csv.gz"), settings.guardFormulas());
    }

    private static Failure wrong(String into, String problem) {
        return new Failure(Failure.Kind.USAGE, String.format(Locale.ROOT, "into: %s %s", into, problem));
    }
}
