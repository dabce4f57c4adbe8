package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.options.JobFile;
import io.ssmexport.options.Setting;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/failures.yaml}, held against an archive of all rows, of which the definitions of the views tell what failed. */
class FailuresTest {

    private static final String FAILED = """
            select a.command_id, a.instance_id, a.plugin_name, a.plugin_status, a.response_code, a.output
            from archive a
            where a.plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')
              or (a.plugin_index = 0 and a.status in ('Failed', 'TimedOut') and not exists (
                select 1 from archive b where b.command_id = a.command_id and b.instance_id = a.instance_id
                  and b.plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')))
            order by all""";

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(3000, 40, 5));
    }

    @Test
    void theFileHasTheStepsThatFailedAndTheCommandsThatNeverArrived() throws Exception {
        job.run("--since=7d");
        job.run(failures());

        assertThat(found()).hasSizeGreaterThan(50).isEqualTo(job.query(FAILED));
        assertThat(found()).anyMatch(row -> row.get(2) == null).anyMatch(row -> "TimedOut".equals(row.get(3)));
        assertThat(Files.readString(file()))
                .startsWith("\uFEFF\"requested_date_time\",\"instance_name\",\"instance_id\",\"document_name\",")
                .contains("\"=\"\""
                        + job.query("select account_id from archive limit 1")
                                .get(0)
                                .get(0) + "\"\"\"");
    }

    @Test
    void whatFailedLaterIsAddedAndWhatAwsHasForgottenStays() throws Exception {
        job.run("--since=7d");
        job.run(failures());
        for (int night = 0; night < 33; night++) {
            job.clock.advance(Duration.ofDays(1));
            if (night % 8 == 0 || night == 32) {
                job.run("--since=7d");
                job.run(failures());
            }
        }

        assertThat(job.simulator.requests()).isNotEmpty();
        assertThat(found()).hasSizeGreaterThan(200).isEqualTo(job.query(FAILED));
    }

    @Test
    void otherColumnsOrAllRowsInTheSameFileAreRefused() {
        job.run(failures());

        assertThatThrownBy(() ->
                        job.run(with("--columns=output,account_id,region,command_id,instance_id,requested_date_time")))
                .hasMessageContaining(file() + " has the columns requested_date_time, instance_name, ")
                .hasMessageContaining(", but the job chooses output, account_id, ");
        assertThatThrownBy(() -> job.run(with("--rows=all"))).hasMessageContaining(" rows=failed) but now it is (");
        assertThatThrownBy(() -> job.run("--name=another", "--into=csv:" + file()))
                .hasMessageContaining(file() + " was not written by ssm-export, or not with all columns");
    }

    private String[] failures() {
        List<String> options = new ArrayList<>();
        for (Setting setting : JobFile.read(Path.of("jobs/failures.yaml"))) {
            options.add("--" + setting.key() + "="
                    + setting.values().stream().map(value -> value.asText()).collect(Collectors.joining(",")));
        }
        options.add("--name=failures");
        options.add("--into=csv:" + file());
        return options.toArray(String[]::new);
    }

    private String[] with(String option) {
        return Stream.concat(Stream.of(failures()), Stream.of(option)).toArray(String[]::new);
    }

    private Path file() {
        return directory.resolve("failures.csv");
    }

    /** What the file has, in the order of the query above. */
    private List<List<@Nullable String>> found() throws Exception {
        return DuckDb.query(
                "select command_id, instance_id, plugin_name, plugin_status, response_code::int, regexp_replace(output, '^''', '')"
                        + " from read_csv('" + file()
                        + "', all_varchar = true, quote = '\"', escape = '\"', delim = ',',"
                        + " header = true, nullstr = '', allow_quoted_nulls = false, new_line = '\\r\\n') order by all");
    }
}
