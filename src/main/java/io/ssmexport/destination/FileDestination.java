package io.ssmexport.destination;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Rows in files.
 *
 * @param scheme type that stands before the colon
 * @param path after it, one that the host can have
 */
public record FileDestination(FileType scheme, String path) implements Destination {

    private static final String STANDARD_OUTPUT = "-";

    private static final String S3 = "s3:";

    /** How the files lie there. */
    public enum Shape {
        /** A directory with a file per slice. */
        DATASET,
        /** One file for all slices. */
        SINGLE_FILE,
        /** What this process prints. */
        STANDARD_OUTPUT
    }

    /** What {@code csv:-} is. */
    public static FileDestination standardOutput() {
        return new FileDestination(FileType.CSV, STANDARD_OUTPUT);
    }

    /** @throws IllegalArgumentException saying what a text with that scheme and path must be */
    public FileDestination {
        if (onHost(path).toString().isEmpty()) {
            throw noSuchForm();
        }
        if (path.startsWith(S3)) {
            throw new IllegalArgumentException("must be a path on this host, because S3 can't be written to yet");
        }
        if (path.equals(STANDARD_OUTPUT) && scheme != FileType.CSV) {
            throw new IllegalArgumentException("must be csv:- for standard output");
        }
        FileType type = FileType.ofName(path).orElse(scheme);
        // A .csv.gz may be called csv: it is one, compressed.
        if (!type.ending().startsWith(scheme.ending())) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "must be %s:%s, because the path names a %s file,",
                    type.scheme(),
                    path,
                    type.ending()));
        }
    }

    static FileDestination parse(String text) {
        int colon = text.indexOf(':');
        FileType scheme =
                FileType.ofScheme(colon < 0 ? "" : text.substring(0, colon)).orElseThrow(FileDestination::noSuchForm);
        return new FileDestination(scheme, text.substring(colon + 1));
    }

    private static IllegalArgumentException noSuchForm() {
        return new IllegalArgumentException("must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output),"
                + " postgres: or a postgresql:// URL");
    }

    /** Path of this host's file system. */
    private static Path onHost(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path (" + e.getReason() + ")", e);
        }
    }

    public Shape shape() {
        if (path.equals(STANDARD_OUTPUT)) {
            return Shape.STANDARD_OUTPUT;
        }
        return FileType.ofName(path).isPresent() ? Shape.SINGLE_FILE : Shape.DATASET;
    }

    /** Type of the files: that of a single file's name, which may be compressed. */
    public FileType type() {
        return FileType.ofName(path).orElse(scheme);
    }

    @Override
    public boolean isKept() {
        return shape() != Shape.STANDARD_OUTPUT;
    }

    @Override
    public boolean isOneFile() {
        return shape() != Shape.DATASET;
    }

    /** Last name of the path, without what a file's name ends with. */
    @Override
    public String jobName() {
        Path name = onHost(path).getFileName();
        String last = name == null ? "" : name.toString();
        return FileType.ofName(last)
                .map(type -> last.substring(0, last.length() - type.ending().length()))
                .orElse(last);
    }

    @Override
    public String place(Map<String, String> variables) {
        return isKept() ? scheme.scheme() + ":" + onHost(path).toAbsolutePath().normalize() : toString();
    }

    @Override
    public String toString() {
        return scheme.scheme() + ":" + path;
    }
}
