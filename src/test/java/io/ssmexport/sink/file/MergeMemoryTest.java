package io.ssmexport.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeMemoryTest {

    private static final long ROW_GROUP = 1000;
    private static final long SMALL = 250;

    private final MergeMemory memory = new MergeMemory(ROW_GROUP);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void twoSmallMergesGoOnTogether() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Integer> small = () -> memory.merge(SMALL, () -> await(both));

        for (Future<Integer> merge : threads.invokeAll(List.of(small, small), 1, TimeUnit.MINUTES)) {
            assertThat(merge.get()).isBetween(0, 1);
        }
    }

    @Test
    void thereAreNeverMoreThanTwoNorAnyBesideALargeOne() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        List<Callable<Integer>> merges = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long bytes = i % 3 == 0 ? SMALL + 1 : SMALL;
            int most = i % 3 == 0 ? 1 : 2;
            merges.add(() -> memory.merge(bytes, () -> {
                int now = underWay.incrementAndGet();
                LockSupport.parkNanos(200_000);
                int later = underWay.getAndDecrement();
                return Math.max(now, later) - most;
            }));
        }

        for (Future<Integer> merge : threads.invokeAll(merges)) {
            assertThat(merge.get()).isNotPositive();
        }
    }

    @Test
    void aMergeThatFailsMakesRoom() throws Exception {
        CountDownLatch tried = new CountDownLatch(3);
        Callable<Integer> failing = () -> memory.merge(ROW_GROUP, () -> {
            tried.countDown();
            throw new IOException("the disk is full");
        });

        threads.invokeAll(List.of(failing, failing, failing));

        assertThat(tried.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static int await(CyclicBarrier barrier) throws IOException {
        try {
            return barrier.await();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
