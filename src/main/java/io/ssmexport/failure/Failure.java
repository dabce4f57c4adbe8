package io.ssmexport.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user can act on. The message is what they read, without a stack trace: where it happened, what was
 * wrong with which value, and what to do next.
 */
public class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What the process ends with. */
    public enum Kind {
        /** The command line, the job file or the destination is wrong; nothing was written. */
        USAGE(2),
        /** Slices failed; running the same command again takes them up. */
        INCOMPLETE(3),
        /** Another run of the job, or to the destination, is going on. */
        BUSY(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final transient List<Problem> problems;

    public Failure(Kind kind, Problem problem) {
        this(kind, problem, null);
    }

    public Failure(Kind kind, Problem problem, @Nullable Throwable cause) {
        this(kind, List.of(problem), cause);
    }

    /** Several mistakes, each with its place. */
    public Failure(Kind kind, List<Problem> mistakes) {
        this(kind, mistakes, null);
    }

    private Failure(Kind kind, List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")), cause);
        this.kind = kind;
        this.problems = problems;
    }

    /**
     * That another run holds a lock.
     *
     * @param of what both are runs of
     * @param holder for people
     */
    public static Failure anotherRun(String of, String holder) {
        return new Failure(
                Kind.BUSY,
                Problem.of("another run of " + of + " is going on: " + holder).withRemedy("wait until it has ended"));
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong; several mistakes as one, in words alone. */
    public Problem problem() {
        return problems.size() == 1 ? problems.get(0) : Problem.of(String.valueOf(getMessage()));
    }

    /** What is wrong, one thing each. */
    public List<Problem> problems() {
        return problems;
    }

    /** The same in words; a line break in one of them came with a value. */
    public List<String> lines() {
        return problems.stream().map(Problem::text).toList();
    }
}
