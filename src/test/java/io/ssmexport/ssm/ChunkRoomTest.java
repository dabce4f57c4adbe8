package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.wire.AnswerLimit;
import java.lang.Thread.State;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkRoomTest {

    private static final int ALL = AnswerLimit.BYTES_SHARED;

    private final ChunkRoom one = new ChunkRoom();
    private final ChunkRoom other = new ChunkRoom();

    @AfterEach
    void empty() {
        one.empty();
        other.empty();
    }

    private void assertThatTheOtherWaitsForOne() {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread waiting = new Thread(() -> taken.complete(other.take(1)));
        waiting.start();
        await().until(() -> waiting.getState() == State.WAITING);
        one.empty();
        assertThat(taken.join()).isTrue();
    }

    @Test
    void aSliceWaitsWhileAnotherHasTheReserve() {
        one.take(ALL);
        one.take(1);
        assertThatTheOtherWaitsForOne();
    }

    @Test
    void slicesShareWhatIsThereWithoutAWait() {
        one.take(ALL / 2);
        assertThat(other.take(ALL / 2)).isTrue();
    }

    @Test
    void whatASliceNeedsBeyondThatIsThereOnce() {
        one.take(ALL);
        assertThat(other.take(1)).isTrue();
        assertThat(other.take(ALL)).isTrue();
    }

    @Test
    void roomThatIsGivenBackTwiceIsThereOnce() {
        one.take(ALL);
        one.take(1);
        one.empty();
        one.empty();
        one.take(ALL);
        one.take(1);
        assertThatTheOtherWaitsForOne();
    }

    @Test
    void evenTheOneThatNeedsMostHasALimit() {
        assertThat(one.take(AnswerLimit.BYTES_UNCOMMITTED)).isTrue();
        assertThat(one.take(1)).isFalse();
    }
}
