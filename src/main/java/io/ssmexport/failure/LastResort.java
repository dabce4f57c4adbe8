package io.ssmexport.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process where it may not come to an end by itself: after an error of the Java machine, or while a library waits
 * for what never comes. What is committed stays, as after a kill.
 */
public final class LastResort {

    /** How long a process that has to end may take to commit and to close what is open. */
    public static final Duration DEADLINE = Duration.ofSeconds(Integer.getInteger("ssm-export.deadline", 60));

    /**
     * How long a process may take that an error of the Java machine ends. What other threads have in hand they commit in less,
     * unless they wait for one that died of it.
     */
    private static final Duration AFTER_ERROR = Duration.ofSeconds(Math.min(5, DEADLINE.toSeconds()));

    /** Where there is no memory even for a line. */
    private static final byte[] NO_LINE =
            "ssm-export: out of memory; what was committed stays: allow more with JAVA_OPTS=-Xmx512m, and run again\n"
                    .getBytes(UTF_8);

    /** How a line is written; null where the process may not be ended. */
    private static volatile @Nullable UnaryOperator<String> form;

    private LastResort() {}

    /**
     * From now on the process may be ended; without that, as in tests, it isn't.
     *
     * @param lines how its last line is written, without waiting for anybody
     */
    public static void arm(UnaryOperator<String> lines) {
        form = lines;
    }

    /** Ends the process with that line and exit code, unless it has ended before. Returns at once. */
    public static void endWithin(Duration patience, String line, int exitCode) {
        endWithin(patience, () -> line, exitCode);
    }

    /** Ends the process soon because of an error, with what it says and that exit code. Returns at once. */
    public static void endAfter(Throwable error, int exitCode) {
        endWithin(AFTER_ERROR, () -> FatalError.text(error), exitCode);
    }

    private static void endWithin(Duration patience, Supplier<String> line, int exitCode) {
        UnaryOperator<String> lines = form;
        if (lines == null) {
            return;
        }
        try {
            Thread end = new Thread(() -> end(patience, lines, line, exitCode), "last resort");
            end.setDaemon(true);
            end.start();
        } catch (OutOfMemoryError noMoreThreads) {
            end(Duration.ZERO, lines, line, exitCode);
        }
    }

    private static void end(Duration patience, UnaryOperator<String> lines, Supplier<String> line, int exitCode) {
        try {
            Thread.sleep(patience.toMillis());
            say(bytes(lines, line));
        } catch (InterruptedException | IOException ended) {
            // There is nobody left to tell.
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** The line as it is written; a kept one where there is no memory for it. */
    static byte[] bytes(UnaryOperator<String> lines, Supplier<String> line) {
        try {
            return (lines.apply(line.get()) + "\n").getBytes(UTF_8);
        } catch (OutOfMemoryError noMoreMemory) {
            return NO_LINE;
        }
    }

    /** Not by way of a stream whose lock somebody may hold who never returns. */
    private static void say(byte[] line) throws IOException {
        new FileOutputStream(FileDescriptor.err).write(line);
    }
}
