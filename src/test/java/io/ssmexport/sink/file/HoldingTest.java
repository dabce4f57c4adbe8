package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.parquet.ParquetFormat;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldingTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Reading NO_OUTPUT = new Reading("", true, "none", "");
    private static final Reading FAILED = new Reading("Status=Failed", true, "full", "");

    @TempDir
    private Path temporary;

    private FileSink sink(String into, Reading reading, Duration width) {
        return TestSinks.sink(into.replaceFirst(":", ":" + temporary + "/"), reading, width);
    }

    private void export(String into, Reading reading) {
        export(into, reading, SLICE);
    }

    private void export(String into, Reading reading, Slice slice) {
        FileSink sink = sink(into, reading, slice.width());
        sink.prepare();
        sink.hold(false);
        TestSinks.export(sink, slice, invocation(slice, 90, "printed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:archive", "csv:archive", "csv.gz:archive", "parquet:one.parquet"})
    void aNarrowerSelectionIsRefusedAndSoIsAWiderOne(String into) {
        export(into, FAILED);

        assertThatThrownBy(() -> sink(into, Reading.EVERYTHING, DAY).check(false))
                .hasMessageContaining(
                        "holds invocations with Status=Failed, with details, output full, but this job reads all");
        assertThatThrownBy(() -> sink(into, new Reading("instance-id=i-1", true, "full", ""), DAY)
                        .check(false))
                .isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:archive", "csv:archive"})
    void anotherWidthOfSlicesIsRefused(String into) {
        export(into, Reading.EVERYTHING);

        assertThatThrownBy(() ->
                        sink(into, Reading.EVERYTHING, Duration.ofHours(6)).check(false))
                .hasMessageStartingWith("[slice] " + temporary + "/archive holds slices of 1d but was 6h");
    }

    @Test
    void aSingleFileHasNoWidth() {
        export("parquet:one.parquet", Reading.EVERYTHING);

        assertThatCode(() -> sink("parquet:one.parquet", Reading.EVERYTHING, Duration.ofHours(6))
                        .check(false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:archive", "csv:archive"})
    void aDatasetWithoutSlicesHoldsNothing(String into) throws IOException {
        export(into, Reading.EVERYTHING);
        Files.delete(file(into, SLICE));

        assertThatCode(() -> export(into, NO_OUTPUT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sink(into, Reading.EVERYTHING, DAY).check(false))
                .isInstanceOf(Failure.class);
    }

    /** As versions before the note left them. */
    @ParameterizedTest
    @CsvSource({"parquet:archive", "csv:archive"})
    void filesThatSayNothingShowWhatTheyHold(String into) throws IOException {
        export(into, Reading.EVERYTHING);
        forget(into, SLICE);

        assertThatThrownBy(() -> sink(into, NO_OUTPUT, DAY).check(false)).hasMessageContaining("holds outputs, but");
        assertThatThrownBy(() -> sink(into, FAILED, DAY).check(false)).isInstanceOf(Failure.class);
        // Its invocation is of second 90, which such a slice ends before.
        assertThatThrownBy(() ->
                        sink(into, Reading.EVERYTHING, Duration.ofSeconds(90)).check(false))
                .hasMessageContaining("holds slices of another width");
        assertThatCode(() ->
                        sink(into, Reading.EVERYTHING, Duration.ofSeconds(96)).check(false))
                .doesNotThrowAnyException();
        assertThatCode(() -> sink(into, FAILED, DAY).check(true)).doesNotThrowAnyException();
        assertThatCode(() -> export(into, Reading.EVERYTHING)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sink(into, FAILED, DAY).check(false)).hasMessageContaining("holds all invocations");
    }

    /** The ledger of a job that is known has its width, and yet the files may be another's. */
    @ParameterizedTest
    @CsvSource({"parquet:archive, false", "csv:archive, false", "csv:archive, true"})
    void filesThatSayNothingShowTheirWidthByWhereTheyBegin(String into, boolean known) throws IOException {
        Duration width = Duration.ofHours(6);
        Slice morning = new Slice(SLICE.account(), SLICE.region(), SLICE.start().plus(width), width);
        export(into, Reading.EVERYTHING, morning);
        forget(into, morning);

        assertThatCode(() -> sink(into, Reading.EVERYTHING, width).check(known)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sink(into, Reading.EVERYTHING, DAY).check(known))
                .hasMessageContaining("holds slices of another width");
    }

    @Test
    void whereTheNewestFileIsDamagedTheOthersSayIt() throws IOException {
        Slice next = SampleRows.slice("2026-11-20");
        export("parquet:archive", Reading.EVERYTHING);
        export("parquet:archive", Reading.EVERYTHING, next);
        Files.writeString(file("parquet:archive", next), "cut");

        assertThatThrownBy(() -> sink("parquet:archive", FAILED, DAY).check(false))
                .hasMessageContaining("holds all invocations, with details, output full, but");
    }

    @Test
    void aDamagedNoteIsNamed() throws IOException {
        export("csv:archive", Reading.EVERYTHING);
        Path note = Files.writeString(temporary.resolve("archive/_ssm-export.json"), "{\"reading\":");

        assertThatThrownBy(() -> sink("csv:archive", Reading.EVERYTHING, DAY).check(false))
                .hasMessageStartingWith("[into] can't use " + note + ": its note of how it was read is damaged");
    }

    @Test
    void aNoteOfANewerVersionMaySayMore() throws IOException {
        export("csv:archive", Reading.EVERYTHING);
        Path note = temporary.resolve("archive/_ssm-export.json");
        Files.writeString(note, Files.readString(note).replaceFirst("\\{", "{\"more\":1,"));

        assertThatCode(() -> sink("csv:archive", Reading.EVERYTHING, DAY).check(false))
                .doesNotThrowAnyException();
    }

    private Path file(String into, Slice slice) {
        return temporary.resolve("archive/" + SliceFile.name(slice, into.replaceFirst("([a-z.]+):.*", ".$1")));
    }

    private void forget(String into, Slice slice) throws IOException {
        Files.deleteIfExists(temporary.resolve("archive/_ssm-export.json"));
        if (into.startsWith("parquet:")) {
            ParquetFormat format = new ParquetFormat(1 << 20);
            Path copy = temporary.resolve("copy");
            try (RowReader from = format.open(file(into, slice));
                    RowWriter to = format.create(copy, Map.of("ssm-export.job", "nightly"))) {
                for (PluginRow row = from.read(); row != null; row = from.read()) {
                    to.write(row);
                }
            }
            Files.move(copy, file(into, slice), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
