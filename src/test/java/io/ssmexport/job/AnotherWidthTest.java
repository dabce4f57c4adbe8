package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The steps that the guide describes for another width of slices. */
class AnotherWidthTest {

    private static final String KEY = "command_id, instance_id, plugin_index";
    private static final String[] NARROWER = {"--name=narrower", "--slice=12h"};

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(900, 30, 5), "--since=28d");
    }

    @Test
    void bothDirectoriesHaveAllRowsOnce() throws Exception {
        job.run();
        List<List<@Nullable String>> rows = job.query("select " + KEY + " from archive order by all");
        job.clock.advance(Duration.ofDays(9));

        job.run(NARROWER[0], NARROWER[1], "--into=parquet:" + directory.resolve("archive-12h"));

        // What was still running has ended meanwhile.
        assertThat(DuckDb.query("select " + KEY + " from ("
                        + query().replace("'archive", "'" + directory + "/archive")
                        + ") where requested_date_time < '2026-11-19T11:59:00Z' order by all"))
                .isEqualTo(rows);
    }

    private static String query() throws Exception {
        return Pattern.compile("```sql\n(select .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/docs/questions.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inATableAJobOfAnotherWidthGoesOn() throws Exception {
        String[] into = {"--into=" + warehouse.url(), "--state=" + warehouse.url()};
        job.run(into);
        String all = "select " + KEY + ", status, output from ssm.command_plugin order by 1, 2, 3";
        List<List<@Nullable String>> rows = warehouse.query(all);

        assertThat(job.run(into[0], into[1], NARROWER[0], NARROWER[1]).failed()).isEmpty();

        assertThat(warehouse.query(all)).isEqualTo(rows).hasSizeGreaterThan(900);
    }
}
