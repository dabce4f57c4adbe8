package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies, beside a run, what one that was killed has exported; all else of it is {@link VerifyCommandTest}'s. */
class VerifyCommandIT {

    @TempDir
    private Path directory;

    /** Its oldest slices, soon forgotten, come first, so that the commands come after all that is known to be exported. */
    @Test
    void whatARunThatHasNotEndedWillExportIsNoDifference() throws Exception {
        try (Simulator simulator = Simulator.start(
                new Simulation(700, 7, 3), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none())) {
            ExportProcess killed =
                    ExportProcess.with(directory, simulator.endpoint()).jvm("-Dssm-export.crash=SLICE_RECORDED:3");
            assertThat(killed.run(List.of("run", "--into=csv:data", "--state=state", "--since=30d", "--parallel=1")))
                    .isEqualTo(137);
            ExportProcess program = ExportProcess.with(directory, simulator.endpoint());
            try (RunLock held = RunLock.ofJob(new StateDirectory(directory.resolve("state/data")), Instant.EPOCH)) {
                assertThat(held).isNotNull();
                assertThat(program.run(List.of("verify", "--into=csv:data", "--state=state", "--json")))
                        .isZero();
            }
            JsonNode result = new ObjectMapper().readTree(program.printed());
            assertThat(result.path("commands").path("notYetExported").intValue())
                    .isPositive();
        }
    }
}
