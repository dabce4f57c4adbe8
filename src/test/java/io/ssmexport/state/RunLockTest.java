package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    private static final int TRIES = 400;

    @TempDir
    private Path directory;

    private final AtomicInteger holders = new AtomicInteger();

    /** As jobs into one destination, each of which starts as another ends. */
    @Test
    void whoComesAsTheLastHolderLeavesGetsTheLockAloneOrIsToldWhoHasIt() throws Exception {
        Path file = directory.resolve("_staging").resolve("lock");
        ExecutorService jobs = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> taken = new ArrayList<>();
            for (int job = 0; job < 3; job++) {
                taken.add(jobs.submit(() -> takeAndRemove(file)));
            }
            int all = 0;
            for (Future<Integer> times : taken) {
                all += times.get();
            }
            assertThat(all).isPositive();
        } finally {
            jobs.shutdownNow();
        }
        assertThat(file.getParent()).doesNotExist();
    }

    private int takeAndRemove(Path file) {
        int taken = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            try (RunLock lock = RunLock.of(file, "a job", Instant.EPOCH)) {
                assertThat(holders.incrementAndGet()).isOne();
                Thread.onSpinWait();
                holders.decrementAndGet();
                lock.remove();
                taken++;
            } catch (Failure busy) {
                assertThat(busy.kind()).as(busy.getMessage()).isEqualTo(Failure.Kind.BUSY);
            }
        }
        return taken;
    }

    @Test
    void aJobsLockIsForItsOwnerAlone() throws Exception {
        try (RunLock lock = RunLock.ofJob(new StateDirectory(directory), Instant.EPOCH)) {
            assertThat(lock).isNotNull();
            assertThat(Files.getPosixFilePermissions(directory.resolve("lock")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void theHolderIsNamed() throws Exception {
        Path file = Files.createDirectory(directory.resolve("job")).resolve("lock");
        Files.writeString(file, "process 4711 on a host with a long name, which held it before, ".repeat(5));
        try (RunLock held = RunLock.of(file, "this job", Instant.EPOCH)) {
            assertThatThrownBy(() -> RunLock.of(file, "this job", Instant.EPOCH))
                    .hasMessageMatching("another run of this job is going on: process "
                            + ProcessHandle.current().pid()
                            + " on .* since 1970-01-01T00:00:00Z; wait until it has ended");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void aFileThatItsHolderRemovedAfterItWasOpenedIsNoLock() throws Exception {
        Path file = Files.createFile(directory.resolve("lock"));
        RunLock.Candidate late;
        try (RunLock holder = RunLock.of(file, "this job", Instant.EPOCH)) {
            late = RunLock.Candidate.open(file);
            holder.remove();
        }
        try (RunLock next = RunLock.of(file, "this job", Instant.EPOCH)) {
            assertThat(next).isNotNull();
            assertThat(late.lock("this job", Instant.EPOCH)).isEmpty();
        }
    }

    /** Somebody may have taken another one away meanwhile. */
    @Test
    void aFileThatWasNotThereBeforeIsNoLockYet() throws Exception {
        Path file = directory.resolve("lock");
        assertThat(RunLock.Candidate.open(file).lock("this job", Instant.EPOCH)).isEmpty();
        try (RunLock lock = RunLock.of(file, "this job", Instant.EPOCH)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aHolderThatHasNotSaidWhoItIsHasJustBegun() throws Exception {
        Path file = directory.resolve("lock");
        try (RunLock held = RunLock.of(file, "this job", Instant.EPOCH)) {
            Files.writeString(file, "");
            assertThatThrownBy(() -> RunLock.of(file, "this job", Instant.EPOCH))
                    .hasMessage("another run of this job is going on: it has just begun; wait until it has ended");
            assertThat(held).isNotNull();
        }
    }
}
