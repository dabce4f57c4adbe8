package io.ssmexport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.cli.ExportProcess;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves that a signal ends; all other ends are {@link ReportsTest}'s. */
class ReportsIT {

    @TempDir
    private Path directory;

    @Test
    void aRunThatASignalStopsIsReportedToo() throws Exception {
        Faults faults = Faults.none();
        faults.latency(Duration.ofMillis(300));
        try (Simulator simulator = Simulator.start(new Simulation(900, 9, 7), Clock.systemUTC(), 0, faults)) {
            Process process = ExportProcess.with(directory, simulator.endpoint())
                    .start(List.of(
                            "run",
                            "--name=nightly",
                            "--into=csv:archive",
                            "--state=state",
                            "--since=4d",
                            "--parallel=1",
                            "--report=run.json",
                            "--metrics=run.prom"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> simulator.requests().size() > 3);
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(143);
        }
        JsonNode report =
                new ObjectMapper().readTree(directory.resolve("run.json").toFile());
        assertThat(report.path("outcome").textValue()).isEqualTo("stopped");
        assertThat(report.path("exitCode").isNull()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("run.prom")))
                .contains("ssm_export_last_run_success{name=\"nightly\"} 0.0");
    }
}
