package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a job, under other names, into the same archive. */
class HoldingTest {

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(600, 30, 5), "--since=4d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--output=none",
                "--output=redacted",
                "--details=false",
                "--filters=key=Status,value=Failed",
                "--instance-id=i-0123456789abcdef0",
                "--slice=PT6H"
            })
    void aCopyThatReadsInAnotherWayAsksAndWritesNothing(String other) throws Exception {
        job.run();
        long outputs = job.count("output is not null");
        int asked = job.simulator.requests().size();

        assertThatThrownBy(() -> job.run("--name=copy", other, "--again=true", "--from=4d"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> assertThat(job.plan("--name=copy", other).destination())
                                .isEqualTo(refused.getMessage()));

        assertThat(job.asked(asked)).hasSize(1);
        assertThat(job.count("output is not null")).isEqualTo(outputs);
        job.run("--name=copy", "--again=true", "--from=4d");
    }

    @Test
    void aCopyThatMasksByOtherRulesIsRefusedAndTheJobItselfIsNot() throws Exception {
        Path rules = directory.resolve("rules.toml");
        Files.writeString(rules, "[[rules]]\nid = \"ours\"\nregex = \"ours\"\n");
        String[] masked = {"--output=redacted", "--redaction-rules=" + rules, "--again=true", "--from=4d"};
        job.run(masked);
        Files.writeString(rules, "[[rules]]\nid = \"theirs\"\nregex = \"theirs\"\n");

        assertThatThrownBy(() -> job.run(with("--name=copy", masked)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("output redacted by the rules ");
        assertThat(job.run(masked).failed()).isEmpty();
        assertThat(job.run(with("--name=copy", masked)).failed()).isEmpty();
    }

    private static String[] with(String option, String... options) {
        return Stream.concat(Stream.of(option), Stream.of(options)).toArray(String[]::new);
    }

    @Test
    void aCopyWithOtherRegionsSharesTheArchive() throws Exception {
        job.run();
        job.run("--name=copy", "--regions=eu-west-1");

        assertThat(job.query("select distinct region from archive")).hasSize(2);
    }
}
