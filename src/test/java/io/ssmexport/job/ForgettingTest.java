package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention on purpose: what is forgotten goes, everything else stays, and no later run brings it back by itself. */
class ForgettingTest {

    private static final String ROWS = "select * exclude (exported_at) from archive ";

    private static final String CUT = "2026-11-15";

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(900, 40, 5), "--since=9d");
        job.run();
    }

    @Test
    void aLookCountsAndChangesNothing() throws Exception {
        var before = job.query(ROWS + "order by all");

        Forgetting.Forgotten would = job.forgetting(CUT).look();

        assertThat(would.amount())
                .extracting(Amount::slices, Amount::invocations, Amount::rows)
                .containsExactly(5L, job.count("requested_date_time < '" + CUT + "'"), rowsBeforeCut());
        assertThat(would.remembered()).isEqualTo(5);
        assertThat(job.query(ROWS + "order by all")).isEqualTo(before);
    }

    @Test
    void whatIsForgottenStaysForgottenUntilItIsAskedForAgain() throws Exception {
        var later = job.query(ROWS + "where requested_date_time >= '" + CUT + "' order by all");
        var all = job.query(ROWS + "order by all");

        job.forgetting("2026-11-15T13:00:00Z").forget();

        assertThat(job.query(ROWS + "order by all")).isEqualTo(later);
        assertThat(directory.resolve("archive/requested_date=2026-11-14")).doesNotExist();
        int asked = job.simulator.requests().size();
        assertThat(job.run("--from=2026-11-10", "--until=2026-11-15").notes())
                .anyMatch(note ->
                        note.startsWith("what was requested before 2026-11-15T00:00:00Z was forgotten on purpose"));
        job.run();
        assertThat(job.asked(asked)).noneMatch(request -> request.body().contains("2026-11-14T00"));
        assertThat(job.query(ROWS + "order by all")).isEqualTo(later);
        assertThat(job.status().sources().get(0).days().get(0).date()).hasToString(CUT);

        job.run("--from=2026-11-10", "--until=2026-11-15", "--again=true");
        assertThat(job.query(ROWS + "order by all")).isEqualTo(all);
        job.clock.advance(Duration.ofDays(1));
        job.run();
        assertThat(job.query(ROWS + "where requested_date_time < '" + CUT + "' order by all"))
                .hasSize(Math.toIntExact(all.size() - later.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:data", "csv:one.csv", "parquet:one.parquet", "csv.gz:data"})
    void otherFilesForgetToo(String into) throws Exception {
        String there = "--into=" + into.replace(":", ":" + directory + "/");
        String files = there.substring(there.indexOf(':') + 1);
        Path glob = Path.of(files
                + (into.endsWith("data")
                        ? "/**/*" + into.substring(0, into.indexOf(':')).replaceFirst("^", ".")
                        : ""));
        job.run(there);
        String select = "select command_id, instance_id, plugin_index, output from " + DuckDb.source(glob);
        String later = select + " where requested_date_time::timestamptz >= '" + CUT + "'::timestamptz order by all";
        List<?> expected = DuckDb.query(later);

        job.forgetting(CUT, there).forget();
        assertThat(DuckDb.query(select + " order by all")).isEqualTo(expected).hasSizeGreaterThan(100);
        job.run(there, "--from=2026-11-10");
        assertThat(DuckDb.query(select + " order by all")).isEqualTo(expected);
    }

    @Test
    void otherRegionsOfTheArchiveStay() throws Exception {
        job.run("--name=copy", "--regions=eu-west-1");

        job.forgetting(CUT).forget();

        assertThat(job.query("select distinct region from archive where requested_date_time < '" + CUT + "'"))
                .containsExactly(List.of("eu-west-1"));
    }

    @Test
    void nothingIsForgottenByMistake() throws Exception {
        assertThatThrownBy(() -> job.forgetting("2026-11-20")).hasMessageContaining("must not be in the future");
        assertThatThrownBy(() -> job.forgetting(CUT, "--name=other").look())
                .hasMessageContaining("job other has exported nothing there yet");
        assertThatThrownBy(() -> job.forgetting(CUT, "--output=none").forget()).hasMessageContaining("which would mix");
        job.stopAfter(1, "--from=2026-11-10", "--again=true");
        assertThatThrownBy(() -> job.forgetting(CUT).forget())
                .hasMessageContaining("a run that has not ended is to read");
        assertThat(Files.exists(directory.resolve("archive/requested_date=2026-11-14")))
                .isTrue();
        assertThat(job.count("requested_date_time < '" + CUT + "'")).isPositive();
    }

    private long rowsBeforeCut() throws Exception {
        return Long.parseLong(
                String.valueOf(job.query("select count(*) from archive where requested_date_time < '" + CUT + "'")
                        .get(0)
                        .get(0)));
    }
}
