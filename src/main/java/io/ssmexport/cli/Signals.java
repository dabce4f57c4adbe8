package io.ssmexport.cli;

import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.LastResort;
import io.ssmexport.ssm.StopSignal;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * SIGTERM and SIGINT. The JVM ends with the exit code of the signal (143, 130) as soon as its shutdown hooks have returned,
 * so the hook waits until the command has committed and said how to go on; but no longer than {@link
 * LastResort#DEADLINE}, which a commit can take that waits for a lock or a disk.
 */
final class Signals {

    private static final CountDownLatch LAST_WORD = new CountDownLatch(1);

    private static volatile boolean ending;

    private Signals() {}

    /** From now on a signal requests a stop. An ordinary end of the process requests it too, when nobody is left to mind. */
    static void stop(StopSignal signal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending = true;
                            signal.request();
                            awaitLastWord();
                        },
                        "signal"));
    }

    /** Whether the process ends already, so that an exit would wait for it. */
    static boolean isEnding() {
        return ending;
    }

    /** Says that the command has printed all that it had to; what is left is to exit. */
    static void lastWordSaid() {
        LAST_WORD.countDown();
    }

    private static void awaitLastWord() {
        try {
            if (LAST_WORD.getCount() > 0) {
                LastResort.endWithin(
                        LastResort.DEADLINE,
                        "stopped in the middle of a commit that took longer than " + LastResort.DEADLINE.toSeconds()
                                + " s; what was committed before stays: run again",
                        exitCode());
            }
            LAST_WORD.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the process ends with, after a signal. */
    static int exitCode() {
        return exitCode(threads());
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    /** The JVM tells its hooks no signal, but the thread in which it waits for them is named after the signal. */
    static int exitCode(Set<String> threads) {
        if (threads.contains("SIGINT handler")) {
            return 130;
        }
        return threads.contains("SIGTERM handler") ? 143 : FatalError.EXIT_CODE;
    }
}
