package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its log, with nobody at a terminal. */
class RunLogIT {

    private static final List<String> RUN =
            List.of("run", "--into=csv:archive", "--name=nightly", "--regions=us-east-1,eu-west-1", "--since=2d");

    @TempDir
    private Path home;

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private ExportProcess process;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(new Simulation(200, 3, 5), Clock.systemUTC(), 0, faults);
        process = ExportProcess.with(home, simulator.endpoint());
        faults.deny("eu-west-1");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void eachLineHasTimeAndJobFromTheBeginningToTheEnd() throws Exception {
        assertThat(process.run(RUN)).isEqualTo(3);
        List<String> logged = process.logged();
        assertThat(logged).allMatch(line -> LoggedLines.STAMP.matcher(line).lookingAt() && line.contains("Z nightly "));
        assertThat(logged.get(0)).contains(" begins: incremental into csv:archive, ssm-export ");
        assertThat(logged)
                .filteredOn(line -> line.contains(" failed: "))
                .singleElement()
                .asString()
                .containsPattern(" failed: 3 slices, .* to .*: \\[.* eu-west-1 .*\\] AccessDeniedException");
        assertThat(logged)
                .filteredOn(line -> line.contains(" next: "))
                .singleElement()
                .asString()
                .endsWith(" next: ssm-export " + String.join(" ", RUN));
        assertThat(logged)
                .last()
                .asString()
                .containsPattern(" incomplete, run again: 3 slices, 3 failed, .*, [0-9.]+ s, exit code 3$");
    }

    @Test
    void aRunThatNeverBeganSaysWhenAndWhy() throws Exception {
        process.unset("AWS_ACCESS_KEY_ID");
        assertThat(process.run(RUN)).isEqualTo(2);
        List<String> logged = process.logged();
        assertThat(logged).hasSize(3);
        assertThat(logged.get(1)).containsPattern("^[0-9-]{10}T[0-9:]{8}Z nightly ssm-export: \\[credentials\\] ");
        assertThat(logged.get(2)).containsPattern("Z nightly failed: [0-9.]+ s, exit code 2$");
        assertThat(process.run(List.of("run", "--nonsense"))).isEqualTo(2);
        assertThat(process.logged().get(0))
                .containsPattern("^[0-9-]{10}T[0-9:]{8}Z - ssm-export: Unknown option: '--nonsense'");
    }

    @Test
    void aWorkersLogIsOneToo() throws Exception {
        List<String> worker = List.of("worker", "--into=postgres:", "--name=nightly", "--log-format=text");
        assertThat(process.run(worker)).isEqualTo(2);
        assertThat(process.logged())
                .hasSize(3)
                .allMatch(line -> line.contains("Z nightly "))
                .anyMatch(line -> line.contains(" begins: a worker of slices into postgres:, ssm-export "))
                .anyMatch(line -> line.contains(" ssm-export: [broker] is required"))
                .anyMatch(line -> line.endsWith(", exit code 2"));
    }

    @Test
    void aCollectorGetsOneObjectALine() throws Exception {
        List<String> run = new ArrayList<>(RUN);
        run.addAll(List.of("--log-format", "json"));
        assertThat(process.run(run)).isEqualTo(3);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : process.logged()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("time").asText()).matches("[0-9-]{10}T[0-9:]{8}Z");
            assertThat(line.get("job").asText()).isEqualTo("nightly");
            assertThat(line.get("level").asText()).isIn("info", "error");
            assertThat(line.get("message").asText()).isNotBlank();
        });
        assertThat(lines)
                .map(line -> line.get("event").asText())
                .containsSubsequence(
                        "begins", "planned", "exported", "exported", "exported", "failed", "next", "ended");
        JsonNode failed = lines.stream()
                .filter(line -> line.get("event").asText().equals("failed"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.get("region").asText()).isEqualTo("eu-west-1");
        assertThat(failed.get("code").asText()).isEqualTo("AccessDeniedException");
        assertThat(failed.get("slices").asInt()).isEqualTo(3);
        JsonNode ended = lines.get(lines.size() - 1);
        assertThat(ended.get("exitCode").asInt()).isEqualTo(3);
        assertThat(ended.get("seconds").asDouble()).isPositive();
        assertThat(ended.get("slices").asInt()).isEqualTo(3);
    }
}
