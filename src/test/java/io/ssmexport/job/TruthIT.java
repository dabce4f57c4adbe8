package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.row.Column;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what another program reads from an export against what a plain loop over the service reads, value by value. */
class TruthIT {

    private static final int KEY_COLUMNS = 5;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    private static Simulator simulator;
    private static List<List<@Nullable String>> truth;

    @BeforeAll
    static void serve() throws Exception {
        Faults faults = Faults.parse(List.of("short-page=3", "empty-page=5"));
        simulator =
                Simulator.start(new Simulation(2_000, 5, 11), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        truth = PlainLoop.invocations(simulator.endpoint()).stream()
                .flatMap(invocation -> PlainLoop.rows(invocation).stream())
                .sorted(byKey())
                .toList();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:data, data/**/*.parquet",
        "csv:data, data/**/*.csv",
        "csv.gz:data, data/**/*.csv.gz",
        "parquet:one.parquet, one.parquet",
        "csv:one.csv, one.csv",
        "csv.gz:one.csv.gz, one.csv.gz"
    })
    void anExportHasTheRowsThatAPlainLoopReads(String into, String files) throws Exception {
        Instant before = serviceTime();
        export(into);
        assertTruth(into, DuckDb.rows(directory.resolve(files)), before);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:s3://archive/data, data/**/*.parquet",
        "csv:s3://archive/data, data/**/*.csv",
        "parquet:s3://archive/one.parquet, one.parquet",
        "csv.gz:s3://archive/one.csv.gz, one.csv.gz"
    })
    void aBucketHasTheRowsThatAPlainLoopReads(String into, String files) throws Exception {
        Instant before = serviceTime();
        export(into);
        Path copy = stand.download(directory.resolve("copy"));
        assertTruth(into, DuckDb.rows(copy.resolve(files)), before);
    }

    private void export(String into) throws Exception {
        InProcess program = InProcess.with(directory, simulator.endpoint())
                .set("AWS_ENDPOINT_URL_S3", stand.endpoint().toString());
        assertThat(program.run(List.of("run", "--into=" + into, "--since=6d", "--state=state")))
                .as(program.told().toString())
                .isZero();
    }

    /** Rows have the service's time, and its {@code Date} has whole seconds. */
    private static Instant serviceTime() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void assertTruth(String into, List<List<@Nullable String>> rows, Instant before) {
        assertThat(withoutExportTime(rows)).isEqualTo(into.startsWith("csv") ? DuckDb.withoutNul(truth) : truth);
        assertThat(rows)
                .allSatisfy(row -> assertThat(exportTime(row))
                        .isBetween(before, Clock.systemUTC().instant()));
    }

    @Test
    void standardOutputHasTheRowsThatAPlainLoopReads() throws Exception {
        ExportProcess process = ExportProcess.with(directory, simulator.endpoint());
        assertThat(process.run(List.of("run", "--into=csv:-", "--since=6d"))).isZero();
        Path copy = directory.resolve("copy.csv");
        Files.writeString(copy, process.printed());
        assertThat(withoutExportTime(DuckDb.rows(copy))).isEqualTo(DuckDb.withoutNul(truth));
    }

    @Test
    void theTruthHasWhatHasEverBrokenAReader() {
        int output = column("output");
        assertThat(truth).extracting(row -> row.get(output)).contains("before\0after", "half a character: \ufffd", "");
        assertThat(truth).anyMatch(row -> row.get(column("plugin_name")) == null);
        assertThat(truth).anyMatch(row -> "true".equals(row.get(column("output_truncated"))));
        assertThat(truth).anyMatch(row -> row.get(column("response_start_date_time")) == null);
    }

    private static List<List<@Nullable String>> withoutExportTime(List<List<@Nullable String>> rows) {
        return rows.stream()
                .map(row -> row.subList(0, row.size() - 1))
                .sorted(byKey())
                .toList();
    }

    private static Instant exportTime(List<@Nullable String> row) {
        return Instant.ofEpochMilli(Long.parseLong(String.valueOf(row.get(row.size() - 1))));
    }

    private static int column(String name) {
        return Column.ALL.stream().map(Column::name).toList().indexOf(name);
    }

    private static Comparator<List<@Nullable String>> byKey() {
        return Comparator.comparing(row -> row.subList(0, KEY_COLUMNS).toString());
    }
}
