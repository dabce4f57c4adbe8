package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to reading says of DuckDB. */
class ReadingGuideTest {

    @TempDir
    private Path directory;

    @Test
    void duckDbReadsADatasetAsTheGuideSays() throws IOException, SQLException {
        for (String format : List.of("parquet", "csv")) {
            FileSink sink = TestSinks.sink(format + ":" + directory.resolve("archive"));
            sink.prepare();
            sink.hold(false);
            TestSinks.export(sink, SLICE, invocation(SLICE, 1, "two\nlines"), invocation(SLICE, 2, ""));
            List<@Nullable String> row =
                    DuckDb.query(statement("read_" + format)).get(0);

            assertThat(row).contains("2026-11-19");
            deleteFiles();
        }
    }

    @Test
    void csvThatIsReadAsTheGuideSaysKeepsTextsNullsAndLines() throws IOException, SQLException {
        FileSink sink = TestSinks.sink("csv:" + directory.resolve("archive"));
        sink.prepare();
        TestSinks.export(sink, SLICE, invocation(SLICE, 1, "two\nlines"), invocation(SLICE, 2, ""));
        String all = statement("read_csv");

        assertThat(DuckDb.query(all.replace("select *", "select account_id, output, requested_date::varchar")))
                .contains(
                        List.of("123456789012", "two\nlines", "2026-11-19"), List.of("123456789012", "", "2026-11-19"));
        assertThat(DuckDb.query(all.replace("select *", "select count(*) filter (where output is null)"))
                        .get(0))
                .containsExactly("0");
    }

    private String statement(String function) throws IOException {
        return Files.readAllLines(Path.of("src/docs/analyst.md")).stream()
                .filter(line -> line.contains(" " + function + "("))
                .findFirst()
                .orElseThrow()
                .replace("'archive/", "'" + directory.resolve("archive") + "/")
                .replace(";", "");
    }

    private void deleteFiles() throws IOException {
        Path archive = directory.resolve("archive");
        for (SliceFile file : SliceFile.list(new DiskStorage(archive, Staging.DIRECTORY, FileRights.ofOutputs(null)))) {
            Files.delete(archive.resolve(file.name()));
        }
    }
}
