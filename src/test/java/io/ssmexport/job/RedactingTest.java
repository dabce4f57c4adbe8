package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.row.redaction.Redaction;
import io.ssmexport.simulator.Simulation;
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

/** An archive in clear that is masked afterwards, held against one that was masked from the beginning. */
class RedactingTest {

    private static final String REDACTED = "--output=redacted";

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(900, 40, 5), "--since=9d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:data/", "csv:data/", "csv.gz:data/", "csv:one.csv", "parquet:one.parquet"})
    void theRowsAreThoseOfAJobThatMaskedFromTheBeginning(String into) throws Exception {
        String there = "--into=" + into.replace(":", ":" + directory + "/");
        String masked = there.replace("data", "masked").replace("one", "masked");
        job.run(there);
        job.run("--name=masked", masked, REDACTED);
        assertThat(rows(there)).isNotEqualTo(rows(masked));

        Redacting.Masked would = job.redacting(there, REDACTED).look();
        assertThat(rows(there)).isNotEqualTo(rows(masked));
        Redacting.Masked done = job.redacting(there, REDACTED).redact();

        assertThat(rows(there)).isEqualTo(rows(masked)).hasSizeGreaterThan(400);
        assertThat(done.byRule()).isNotEmpty().isEqualTo(would.byRule());
        assertThat(done.changed()).isEqualTo(would.changed()).isLessThan(done.texts());
        assertThat(job.redacting(there, REDACTED).look().byRule()).isEmpty();
    }

    @Test
    void runsGoOnWithMaskedOutputsAndAskForNothingAgain() throws Exception {
        job.run();
        job.redacting(REDACTED).redact();
        int asked = job.simulator.requests().size();

        assertThatThrownBy(() -> job.run()).hasMessageContaining("output=redacted) but now it is (");
        job.run(REDACTED, "--from=2026-11-12", "--until=2026-11-15");
        assertThat(job.asked(asked)).isEmpty();

        job.clock.advance(Duration.ofDays(2));
        assertThat(job.run(REDACTED).figures().failures()).isEmpty();
        assertThat(job.count("output like '%" + Redaction.MASK + "%' and requested_date_time >= '2026-11-20'"))
                .isPositive();
    }

    @Test
    void whatAwsHasForgottenIsMaskedToo() throws Exception {
        job.run();
        job.clock.advance(Duration.ofDays(40));
        long rows = job.count("true");

        job.redacting(REDACTED).redact();

        assertThat(job.count("true")).isEqualTo(rows);
        assertThat(job.count("output like '%" + Redaction.MASK + "%'")).isPositive();
        assertThat(job.redacting(REDACTED).look().changed()).isZero();
    }

    @Test
    void whatWouldNotBecomeTheJobsReadingIsRefused() throws Exception {
        job.run();

        assertThatThrownBy(() -> job.redacting()).hasMessageContaining("[output] must be redacted but was full");
        assertThatThrownBy(() -> job.redacting(REDACTED, "--details=false").redact())
                .hasMessageContaining("which would mix");
        job.stopAfter(1, "--from=2026-11-10", "--again=true");
        assertThatThrownBy(() -> job.redacting(REDACTED).redact())
                .hasMessageContaining("a run that has not ended has pages that are not masked");
        assertThat(job.count("output like '%" + Redaction.MASK + "%'")).isZero();
    }

    private static List<?> rows(String option) throws Exception {
        String into = option.substring("--into=".length());
        String path = into.substring(into.indexOf(':') + 1);
        String ending = into.substring(0, into.indexOf(':'));
        Path files = Files.isDirectory(Path.of(path)) ? Path.of(path + "/**/*." + ending) : Path.of(path);
        return DuckDb.query(
                "select account_id, command_id, instance_id, plugin_index, status, output, trace_output from "
                        + DuckDb.source(files) + " order by all");
    }
}
