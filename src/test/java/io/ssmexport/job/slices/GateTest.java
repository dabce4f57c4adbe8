package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.model.SsmException;

class GateTest {

    private static final Source DENIED = new Source("123456789012", "us-east-1");
    private static final Source OTHER = new Source("123456789012", "eu-west-1");
    private static final Slice SLICE =
            new Slice("123456789012", "us-east-1", Instant.parse("2026-11-01T00:00:00Z"), Duration.ofDays(1));

    private final StopSignal stop = new StopSignal();
    private final Gate gate = new Gate(1, stop);
    private int read;

    private static void denied() {
        throw SsmException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build();
    }

    @Test
    void whatOneSliceLearnsOfItsSourceTheOthersNeedNotAsk() throws Exception {
        assertThatThrownBy(() -> gate.pass(DENIED, GateTest::denied)).isInstanceOf(SsmException.class);
        assertThatThrownBy(() -> gate.pass(DENIED, () -> read++)).isInstanceOf(Failure.class);
        gate.pass(OTHER, () -> read++);
        assertThat(read).isEqualTo(1);
    }

    @Test
    void aTurnIsGivenBackHoweverItEnds() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> gate.pass(OTHER, () -> {
                        throw new IllegalStateException("once");
                    }))
                    .hasMessage("once");
        }
    }

    @Test
    void soManyAreReadAtATimeAndTheNextOnesWait() throws Exception {
        Gate two = new Gate(2, stop);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        List<Thread> slices = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        two.pass(OTHER, () -> {
                            turns.incrementAndGet();
                            begun.countDown();
                            end.await();
                        });
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        slices.forEach(Thread::start);
        begun.await();
        await().until(() -> slices.stream().allMatch(slice -> slice.getState() == Thread.State.WAITING));
        assertThat(turns).hasValue(2);
        end.countDown();
        for (Thread slice : slices) {
            slice.join();
        }
        assertThat(turns).hasValue(4);
    }

    @Test
    void noSliceBeginsAfterAStopAndThatIsNoFailure() {
        stop.request();
        assertThat(gate.isOpen()).isFalse();
        assertThatCode(gate::requireWhole).doesNotThrowAnyException();
    }

    @Test
    void noSliceBeginsAfterPostgresInterruptedOneAndTheRunSaysWhich() {
        gate.interrupted(SLICE, new SQLException("terminating connection", "57P01"));
        assertThat(gate.isOpen()).isFalse();
        assertThatThrownBy(gate::requireWhole)
                .isInstanceOf(Failure.class)
                .hasMessageContaining(SLICE.toString())
                .hasMessageContaining("terminating connection");
    }
}
