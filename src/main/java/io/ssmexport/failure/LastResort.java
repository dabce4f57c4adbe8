package io.ssmexport.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process where it may not come to an end by itself: after an error of the Java machine, or while a library waits
 * for what never comes. What is committed stays, as after a kill.
 */
public final class LastResort {

    /** How long a process that has to end may take to commit and to close what is open. */
    public static final Duration DEADLINE = Duration.ofSeconds(Integer.getInteger("ssm-export.deadline", 60));

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

    private static void end(Duration patience, UnaryOperator<String> lines, String line, int exitCode) {
        try {
            Thread.sleep(patience.toMillis());
            say(lines.apply(line));
        } catch (InterruptedException | IOException ended) {
            // There is nobody left to tell.
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** Not by way of a stream whose lock somebody may hold who never returns. */
    private static void say(String line) throws IOException {
        new FileOutputStream(FileDescriptor.err).write((line + "\n").getBytes(UTF_8));
    }
}
