package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmexport.failure.Failure;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that begin while another goes on. */
class OneAtATimeTest {

    private static final String[] A_DAY = {"--from=2026-11-14", "--until=2026-11-15"};

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(140, 7, 5), A_DAY);
    }

    /** Why a run was refused that began while one with other options went on, or null if it wasn't. */
    private @Nullable Failure during(String[] running, String... options) {
        List<@Nullable Failure> refused = new ArrayList<>();
        job.run(() -> refused.add(catchThrowableOfType(Failure.class, () -> job.run(options))), running);
        assertThat(refused).hasSize(1);
        return refused.get(0);
    }

    @Test
    void theSameJobIsBusy() {
        assertThat(during(new String[0]))
                .isNotNull()
                .satisfies(busy -> assertThat(busy.kind()).isEqualTo(Failure.Kind.BUSY))
                .hasMessageStartingWith("another run of this job is going on: process ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:%s/rows", "csv:%s/rows.csv"})
    void soIsAnotherJobWithAStateOfItsOwnIntoTheSamePlace(String place) {
        String into = "--into=" + place.formatted(directory);
        assertThat(during(new String[] {into}, into, "--name=another", "--state=" + directory.resolve("another")))
                .isNotNull()
                .satisfies(busy -> assertThat(busy.kind()).isEqualTo(Failure.Kind.BUSY))
                .hasMessageStartingWith(
                        "another run of a job into " + into.substring("--into=".length()) + " is going on: process ");
    }

    @Test
    void anotherJobIntoAnotherPlaceIsNot() {
        assertThat(during(new String[0], "--name=another", "--into=csv:" + directory.resolve("another.csv")))
                .isNull();
    }
}
