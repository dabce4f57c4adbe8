package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.plan.Reason;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a file of a sealed day that something other than this program changed. */
class DamagedFileTest {

    private static final String ROWS =
            "select command_id, instance_id, plugin_index, status, output from archive order by all";

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    private Path file;

    enum Damage {
        CUT {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length / 2);
            }
        },
        ENDS_IN_ZEROS {
            @Override
            byte[] of(byte[] bytes) {
                Arrays.fill(bytes, bytes.length - 512, bytes.length, (byte) 0);
                return bytes;
            }
        },
        ZEROS_WITHIN {
            @Override
            byte[] of(byte[] bytes) {
                Arrays.fill(bytes, 40, 400, (byte) 0);
                return bytes;
            }
        },
        WITHOUT_BEGINNING {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOfRange(bytes, 300, bytes.length);
            }
        },
        EMPTY {
            @Override
            byte[] of(byte[] bytes) {
                return new byte[0];
            }
        };

        abstract byte[] of(byte[] bytes);
    }

    @BeforeEach
    void export() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(900, 30, 5), "--since=6d");
        job.run();
        file = job.archive().resolve("requested_date=2026-11-15/123456789012_us-east-1_0000.parquet");
    }

    private void damage(Damage damage) throws IOException {
        Files.write(file, damage.of(Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @EnumSource
    void itsSliceIsReadAgainAndWhatWasThereIsKept(Damage damage) throws Exception {
        List<List<@Nullable String>> rows = job.query(ROWS);
        damage(damage);
        byte[] damaged = Files.readAllBytes(file);

        assertThat(job.plan().slices())
                .anySatisfy(expected -> assertThat(expected.toRead().reason()).isEqualTo(Reason.FILE_CHANGED));
        SimulatedJob.Told told = job.run();

        assertThat(told.failed()).isEmpty();
        assertThat(told.warnings())
                .singleElement()
                .asString()
                .startsWith(file.toString())
                .contains(": its slice was read anew, and it is kept as ");
        assertThat(job.query(ROWS)).isEqualTo(rows);
        assertThat(aside())
                .singleElement()
                .satisfies(kept -> assertThat(Files.readAllBytes(kept)).isEqualTo(damaged));
        assertThat(job.run().warnings()).isEmpty();
    }

    /** Of a CSV too little may be left to tell that it is one of ours; the ledger names it. */
    @ParameterizedTest
    @CsvSource({"csv, EMPTY", "csv, WITHOUT_BEGINNING", "csv.gz, EMPTY", "csv.gz, WITHOUT_BEGINNING", "csv, CUT"})
    void aCsvOfTheLedgerIsReadAgainHoweverItLooks(String type, Damage damage) throws Exception {
        String into = "--into=" + type + ":" + job.archive().resolveSibling(type);
        job.run(into);
        file = job.archive()
                .resolveSibling(type)
                .resolve("requested_date=2026-11-15/123456789012_us-east-1_0000." + type);
        List<?> rows = csv(type);
        damage(damage);
        byte[] damaged = Files.readAllBytes(file);

        SimulatedJob.Told told = job.run(into);

        assertThat(told.reasons()).isEmpty();
        assertThat(told.warnings())
                .singleElement()
                .asString()
                .contains(": its slice was read anew, and it is kept as ");
        assertThat(csv(type)).isEqualTo(rows);
        assertThat(aside())
                .singleElement()
                .satisfies(kept -> assertThat(Files.readAllBytes(kept)).isEqualTo(damaged));
    }

    @Test
    void aFileOfThatNameThatTheLedgerDoesNotNameIsLeftAlone() throws Exception {
        file = job.archive().resolveSibling("csv").resolve("requested_date=2026-11-15/123456789012_us-east-1_0000.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "somebody's\n");

        assertThatThrownBy(() -> job.run("--into=csv:" + job.archive().resolveSibling("csv")))
                .hasMessageContaining("was not written by ssm-export");
        assertThat(Files.readString(file)).isEqualTo("somebody's\n");
    }

    private List<?> csv(String type) throws SQLException {
        return DuckDb.query("select command_id, instance_id, plugin_index, status, output from "
                + DuckDb.source(job.archive().resolveSibling(type).resolve("**/*." + type)) + " order by all");
    }

    /** AWS has nothing of it, so there is nothing to put in its place. */
    @Test
    void whatAwsHasForgottenIsLeftAsItIs() throws Exception {
        damage(Damage.CUT);
        byte[] damaged = Files.readAllBytes(file);
        job.clock.advance(Duration.ofDays(40));

        SimulatedJob.Told told = job.run("--from=2026-11-15", "--until=2026-11-16", "--again=true");

        assertThat(told.reasons()).singleElement().asString().contains(file + " is no Parquet file");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        assertThat(aside()).isEmpty();
    }

    @Test
    void oneThatIsSoundButAnotherIsMerged() throws SQLException, IOException {
        List<List<@Nullable String>> rows = job.query(ROWS);
        Files.copy(
                job.archive().resolve("requested_date=2026-11-14/123456789012_us-east-1_0000.parquet"),
                file,
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(job.run().failed()).isEmpty();

        assertThat(job.query(ROWS.replace("select", "select distinct"))).isEqualTo(rows);
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.filter(path -> path.toString().endsWith(".damaged")).toList();
        }
    }
}
