package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/** A service whose lists are late, and whose bounds are not where they seem; each day has an invocation at its first and last moment. */
class LateTruthTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-19T00:00:00Z");
    private static final String[] THREE_DAYS = {"--from=2026-11-15", "--until=2026-11-18"};

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, MIDNIGHT, new Simulation(300, 7, 1));
    }

    @Test
    void whatIsListedSecondsLateIsNotMissedWhenItsDayIsSealed() throws Exception {
        job.faults.set("late=59s");
        for (int run = 0; run < 4; run++) {
            job.clock.advance(Duration.ofSeconds(20));
            job.run("--since=6h", "--slice=1h");
        }
        job.clock.advance(Duration.ofDays(3));
        job.run("--since=6h", "--slice=1h");
        assertThat(archived("2026-11-18T18", "2026-11-19T00")).isEqualTo(sent("2026-11-18T18", "2026-11-19T00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"narrow-window=0s", "narrow-window=1ms", "narrow-window=1s", "wide-window=1s", "wide-window=3m"})
    void whereverTheServicePutsItsBoundsASliceHasItsOwnInvocations(String bounds) throws Exception {
        job.faults.set(bounds);
        job.run(THREE_DAYS);
        assertThat(archived("2026-11-01T00", "2026-11-19T00")).isEqualTo(sent("2026-11-15T00", "2026-11-18T00"));
        assertThat(job.query("select count(*) from archive where requested_date != requested_date_time::date"))
                .containsExactly(List.of("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "redacted", "none"})
    void traceOutputIsTreatedAsOutputIs(String mode) throws Exception {
        job.faults.set("trace=2");
        job.run(THREE_DAYS[0], THREE_DAYS[1], "--output=" + mode);
        List<List<@Nullable String>> traces =
                job.query("select distinct trace_output like '%s3cr3t%' from archive where length(trace_output) > 0");
        switch (mode) {
            case "full" -> assertThat(traces).containsExactly(List.of("true"));
            case "redacted" -> assertThat(traces).containsExactly(List.of("false"));
            default -> assertThat(traces).isEmpty();
        }
    }

    private Set<String> archived(String from, String until) throws Exception {
        return job
                .query("select distinct command_id || ' ' || instance_id from archive where requested_date_time >= '"
                        + from + ":00:00Z' and requested_date_time < '" + until + ":00:00Z'")
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> sent(String from, String until) {
        job.faults.set("late=0s");
        return PlainLoop.invocations(job.simulator.endpoint()).stream()
                .filter(each -> isWithin(each, from, until))
                .map(each -> each.commandId() + " " + each.instanceId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isWithin(CommandInvocation each, String from, String until) {
        return !each.requestedDateTime().isBefore(Instant.parse(from + ":00:00Z"))
                && each.requestedDateTime().isBefore(Instant.parse(until + ":00:00Z"));
    }
}
