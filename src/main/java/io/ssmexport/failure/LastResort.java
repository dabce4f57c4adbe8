package io.ssmexport.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * Ends the process where it may not come to an end by itself: after an error of the Java machine, or while a library waits
 * for what never comes. What is committed stays, as after a kill.
 */
public final class LastResort {

    /** How long a process that has to end may take to commit and to close what is open. */
    public static final Duration DEADLINE = Duration.ofSeconds(Integer.getInteger("ssm-export.deadline", 60));

    private static volatile boolean armed;

    private LastResort() {}

    /** From now on the process may be ended; without that, as in tests, it isn't. */
    public static void arm() {
        armed = true;
    }

    /** Ends the process with that line and exit code, unless it has ended before. Returns at once. */
    public static void endWithin(Duration patience, String line, int exitCode) {
        if (!armed) {
            return;
        }
        try {
            Thread end = new Thread(() -> end(patience, line, exitCode), "last resort");
            end.setDaemon(true);
            end.start();
        } catch (OutOfMemoryError noMoreThreads) {
            end(Duration.ZERO, line, exitCode);
        }
    }

    private static void end(Duration patience, String line, int exitCode) {
        try {
            Thread.sleep(patience.toMillis());
            say(line);
        } catch (InterruptedException | IOException ended) {
            // There is nobody left to tell.
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** Not by way of a stream whose lock somebody may hold who never returns. */
    private static void say(String line) throws IOException {
        new FileOutputStream(FileDescriptor.err).write(("ssm-export: " + line + "\n").getBytes(UTF_8));
    }
}
