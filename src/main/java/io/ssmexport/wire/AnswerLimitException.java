package io.ssmexport.wire;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ssmexport.failure.Problem;
import java.time.Duration;

/** An answer is larger than any that the service sends, and than what fits into memory beside the others, or doesn't end. */
public final class AnswerLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String FEWER =
            "ask for fewer invocations a page with --page-size, or allow more memory with JAVA_OPTS=-Xmx1g";

    private final transient Problem problem;

    /** @param what must be, and what was */
    private AnswerLimitException(String what, String remedy) {
        this(Problem.of("the answer must " + what).withRemedy(remedy));
    }

    private AnswerLimitException(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    /** What the message says, without a place. */
    public Problem problem() {
        return problem;
    }

    /** For an answer that the parser refuses: nesting is the only limit that it has. */
    public static AnswerLimitException of(StreamConstraintsException e) {
        AnswerLimitException limit = new AnswerLimitException(
                "nest at most 1000 levels deep but nests deeper", "see what answers at that endpoint, then run again");
        limit.initCause(e);
        return limit;
    }

    static AnswerLimitException bytes(long limit) {
        return new AnswerLimitException(
                "have at most " + (limit >> 20) + " MiB, a sixteenth of the memory, but has more", FEWER);
    }

    static AnswerLimitException slow(long bytes, Duration took) {
        return new AnswerLimitException(
                "come with at least 1 KiB a second but had " + bytes + " bytes after " + took.toSeconds() + " s",
                "check the network, the proxy and what answers at that endpoint, then run again");
    }

    /**
     * That of an answer of too many parts.
     *
     * @param structures most invocations and plugins
     */
    public static AnswerLimitException structures(int structures) {
        return new AnswerLimitException("have at most " + structures + " invocations and plugins, but has more", FEWER);
    }
}
