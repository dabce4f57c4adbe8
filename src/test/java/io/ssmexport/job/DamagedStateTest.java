package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmexport.failure.Failure;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a state of which a block of the disk is lost. */
class DamagedStateTest {

    private static final int BLOCK = 4096;

    @TempDir
    private Path directory;

    @Test
    void aDamagedBlockIsEitherOfNoUseOrNamedWithWhatToDo() throws Exception {
        try (SimulatedJob job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(700, 7, 3),
                "--from=2026-11-12T12:00:00Z",
                "--until=2026-11-16",
                "--slice=1h")) {
            job.run();
            int requests = job.simulator.requests().size();
            Path database = directory.resolve("state/job/state.mv.db");
            byte[] whole = Files.readAllBytes(database);
            List<Integer> told = new ArrayList<>();
            // The first two are copies of the header.
            for (int block = 2; block < whole.length / BLOCK; block++) {
                Files.write(database, damaged(whole, block));
                try {
                    job.run();
                } catch (Failure failure) {
                    told.add(block);
                    assertThat(failure.kind()).as("block %d", block).isEqualTo(Failure.Kind.USAGE);
                    assertThat(failure)
                            .hasMessageStartingWith("[state] " + database + " can't be used (")
                            .hasMessageContaining("move it away: the next run then reads again what AWS still has");
                }
            }
            assertThat(told).isNotEmpty();
            assertThat(job.asked(requests)).isEmpty();
            Files.write(database, whole);
            assertThatCode(job::run).doesNotThrowAnyException();
        }
    }

    private static byte[] damaged(byte[] whole, int block) {
        byte[] damaged = whole.clone();
        byte[] noise = new byte[BLOCK];
        new Random(block).nextBytes(noise);
        System.arraycopy(noise, 0, damaged, block * BLOCK, BLOCK);
        return damaged;
    }
}
