package io.ssmexport.invocations.paging;

import io.ssmexport.wire.Answer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page as it was sent, cut to what is wanted of it. */
public final class SentPage {

    private final @Nullable Answer whole;
    private final Supplier<Page> page;

    private SentPage(@Nullable Answer whole, Supplier<Page> page) {
        this.whole = whole;
        this.page = page;
    }

    static SentPage whole(Answer answer, Supplier<Page> page) {
        return new SentPage(answer, page);
    }

    static SentPage cut(Page page) {
        return new SentPage(null, () -> page);
    }

    /** The answer, if all of it is wanted. */
    public Optional<Answer> whole() {
        return Optional.ofNullable(whole);
    }

    /**
     * Reads it.
     *
     * @throws io.ssmexport.invocations.failure.CommandFailure if it can't be read
     */
    public Page page() {
        return page.get();
    }
}
