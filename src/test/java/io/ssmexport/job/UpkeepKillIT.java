package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.BucketStand;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills forget and redact in the middle, in every kind of destination; the same command then does the rest. */
class UpkeepKillIT {

    private static final String CUT = "2026-11-15";
    private static final String COLUMNS = "account_id, region, command_id, instance_id, plugin_index, status, output,"
            + " trace_output from %s where requested_date_time::timestamptz >= '%sT00:00:00Z'::timestamptz order by 3, 4, 5";
    private static final String ALWAYS = "2000-01-01";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @RegisterExtension
    private final Warehouse other = Warehouse.migrated();

    @TempDir
    private Path directory;

    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(600, 30, 5), "--since=9d");
        job.variables.putAll(stand.environment());
    }

    @AfterEach
    void close() {
        job.close();
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:data, SLICE_FORGOTTEN:2",
        "csv:one.csv, SLICE_MERGED:1",
        "parquet:s3://archive/history, SLICE_FORGOTTEN:2",
        "postgres, SLICE_FORGOTTEN:1"
    })
    void whatIsForgottenIsGoneAndNothingElse(String place, String crash) throws Exception {
        String[] into = into(place, warehouse);
        job.run(into);
        List<List<@Nullable String>> all = rows(place, warehouse, ALWAYS);
        List<List<@Nullable String>> later = rows(place, warehouse, CUT);

        assertThat(killed(crash, into, "forget", "--before=" + CUT, "--yes")).isEqualTo(137);
        job.run(into);
        assertThat(rows(place, warehouse, CUT)).isEqualTo(later).hasSizeGreaterThan(100);
        assertThat(all).containsAll(rows(place, warehouse, ALWAYS));

        job.forgetting(CUT, into).forget();
        assertThat(rows(place, warehouse, ALWAYS)).isEqualTo(later);
        job.run(into);
        assertThat(rows(place, warehouse, ALWAYS)).isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:data, SLICE_RENAMED:2",
        "csv:data, STATE_COMMITTED:1",
        "csv:s3://archive/history, SLICE_MERGED:3",
        "postgres, SLICE_MERGED:2"
    })
    void whatIsMaskedIsMaskedAsAWhole(String place, String crash) throws Exception {
        String[] into = into(place, warehouse);
        job.run(into);
        int clear = rows(place, warehouse, ALWAYS).size();

        assertThat(killed(crash, into, "redact", "--output=redacted", "--yes")).isEqualTo(137);
        assertThatThrownBy(() -> job.run(into)).isInstanceOf(Failure.class).hasMessageContaining("output=redacted");
        job.redacting(with(into, "--output=redacted")).redact();

        String twin = place.replace("data", "twin").replace("one.", "twin.").replace("history", "twin");
        String[] masked = with(into(twin, other), "--name=twin", "--output=redacted");
        job.run(masked);
        assertThat(rows(place, warehouse, ALWAYS))
                .hasSize(clear)
                .isEqualTo(rows(twin, other, ALWAYS))
                .anyMatch(row -> row.toString().contains("[redacted:"));
        int asked = job.simulator.requests().size();
        assertThat(job.run(with(into, "--output=redacted", "--from=2026-11-11", "--until=2026-11-14"))
                        .failed())
                .isEmpty();
        assertThat(job.asked(asked)).isEmpty();
    }

    private int killed(String crash, String[] into, String... command) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        ExportProcess process = new ExportProcess(home).jvm("-Dssm-export.crash=" + crash);
        stand.environment().forEach(process::set);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--name=job", "--regions=us-east-1", "--since=9d"));
        arguments.addAll(List.of(into));
        return process.run(arguments);
    }

    private String[] into(String place, Warehouse database) {
        if (place.equals("postgres")) {
            return new String[] {"--into=" + database.url(), "--state=" + database.url()};
        }
        String[] schemeAndPath = place.split(":", 2);
        boolean isInBucket = schemeAndPath[1].startsWith("s3:");
        return new String[] {
            "--into=" + (isInBucket ? place : schemeAndPath[0] + ":" + directory.resolve(schemeAndPath[1])),
            "--state=" + directory.resolve("state")
        };
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private List<List<@Nullable String>> rows(String place, Warehouse database, String from) throws Exception {
        if (place.equals("postgres")) {
            return database.query("select " + COLUMNS.formatted("ssm.command_plugin", from));
        }
        String[] schemeAndPath = place.split(":", 2);
        String path = schemeAndPath[1].replace("s3://archive/", "");
        Path root = schemeAndPath[1].startsWith("s3:")
                ? stand.download(Files.createTempDirectory(directory, "copy"))
                : directory;
        Path files = path.contains(".") ? root.resolve(path) : root.resolve(path + "/**/*." + schemeAndPath[0]);
        return DuckDb.query("select " + COLUMNS.formatted(DuckDb.source(files), from));
    }
}
