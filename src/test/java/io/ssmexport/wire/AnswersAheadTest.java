package io.ssmexport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersAheadTest {

    private final List<@Nullable String> asked = new ArrayList<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private boolean stopped;

    private AnswersAhead<String> answers(int most, int bytes, String... tokens) {
        return new AnswersAhead<>(
                (token, arrival) -> {
                    asked.add(token);
                    if (asked.size() > tokens.length) {
                        throw new IllegalStateException("refused");
                    }
                    arrival.came(answer(tokens[asked.size() - 1], bytes), "page " + asked.size());
                },
                null,
                TokenChain.whole(),
                most,
                calls::add,
                () -> stopped);
    }

    private static Answer answer(String token, int bytes) {
        String body = "{\"NextToken\":\"" + token + "\"}";
        try {
            return new Answer(
                    (" ".repeat(Math.max(0, bytes - body.length())) + body).getBytes(StandardCharsets.US_ASCII), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AnswersAhead.Link<String> next(AnswersAhead<String> answers) {
        var next = answers.next();
        work();
        return AnswersAhead.joined(next);
    }

    private void work() {
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
    }

    @Test
    void eachIsAskedForWithTheTokenOfTheOneBefore() {
        AnswersAhead<String> answers = answers(3, 0, "b", "c", "");
        assertThat(List.of(next(answers), next(answers), next(answers)))
                .extracting(AnswersAhead.Link::made)
                .containsExactly("page 1", "page 2", "page 3");
        assertThat(asked).containsExactly(null, "b", "c");
    }

    @Test
    void noMoreAreAskedForThanMayWait() {
        AnswersAhead<String> answers = answers(2, 0, "b", "c", "d", "e");
        next(answers);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whereNoneMayWaitEachHasToBeWanted() {
        AnswersAhead<String> answers = answers(0, 0, "b", "c");
        next(answers);
        assertThat(asked).hasSize(1);
        answers.askOn();
        work();
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAnswerWithATokenThatCameBeforeIsGivenWithTheObjectionAndEndsTheList() {
        AnswersAhead<String> answers = answers(3, 0, "b", "c", "b", "d");
        next(answers);
        next(answers);
        assertThat(next(answers).objection()).isEqualTo(Objection.EARLIER_TOKEN);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aCallThatFailsIsToldInItsPlaceAndEndsTheList() {
        AnswersAhead<String> answers = answers(3, 0, "b");
        assertThat(next(answers).made()).isEqualTo("page 1");
        assertThatIllegalStateException().isThrownBy(() -> next(answers)).withMessage("refused");
        assertThat(asked).hasSize(2);
    }

    @Test
    void afterAStopNoneIsAskedFor() {
        AnswersAhead<String> answers = answers(3, 0, "b", "c");
        stopped = true;
        assertThat(answers.next()).isNotDone();
        work();
        assertThat(asked).isEmpty();
    }

    @Test
    void aStopWhileAnAnswerIsGivenKeepsTheNextFromBeingAskedFor() {
        AnswersAhead<String> answers = answers(3, 0, "b", "c");
        var first = answers.next().thenAccept(link -> stopped = true);
        work();
        assertThat(first).isDone();
        assertThat(asked).hasSize(1);
    }

    @Test
    void largeAnswersAreNotAskedForAheadWhileOneIsHeld() {
        AnswersAhead<String> answers = answers(3, AnswerLimit.BYTES_AHEAD, "b", "c", "d", "e");
        next(answers);
        assertThat(asked).hasSize(2);
        next(answers);
        assertThat(asked).hasSize(3);
    }

    @Test
    void anAnswerThatIsReleasedLeavesRoomForThoseBehindIt() {
        AnswersAhead<String> answers = answers(3, AnswerLimit.BYTES_AHEAD / 4, "b", "c", "d", "e", "f", "g", "h");
        next(answers);
        next(answers);
        int before = asked.size();
        answers.released();
        next(answers);
        assertThat(asked.size() - before).isEqualTo(2);
    }
}
