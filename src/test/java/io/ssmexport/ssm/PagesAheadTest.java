package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.wire.AnswerLimit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesAheadTest {

    private int asked;

    private PagesAhead pages(int bytes) {
        PagePosition first = new PagePosition(null, 0, 0, 0, null, false, AsOf.UNKNOWN);
        return new PagesAhead(first, at -> answer(at, bytes), 3, Runnable::run, new StopSignal());
    }

    private PageRead answer(PagePosition at, int bytes) {
        asked++;
        PagePosition after = new PagePosition("t" + asked, at.pages() + 1, 0, 0, null, false, AsOf.UNKNOWN);
        return new PageRead(() -> new CommandPage(asked, List.of(), Instant.EPOCH, true), after, bytes);
    }

    @Test
    void largeAnswersAreNotAskedForAheadWhileOneWaitsForItsCommit() {
        PagesAhead pages = pages(AnswerLimit.BYTES_AHEAD);
        pages.next().join();
        assertThat(asked).isEqualTo(2);
        pages.next().join();
        pages.next().join();
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void anAnswerThatIsCommittedLeavesRoomForThoseBehindIt() {
        PagesAhead pages = pages(AnswerLimit.BYTES_AHEAD / 4);
        pages.next().join();
        pages.next().join();
        pages.next().join();
        int before = asked;
        pages.committed();
        pages.next().join();
        assertThat(asked - before).isEqualTo(3);
    }
}
