package io.ssmexport.cli;

import io.ssmexport.ssm.StopSignal;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT. The JVM ends with the exit code of the signal (143, 130) as soon as its shutdown hooks have returned,
 * so the hook waits until the command has committed and said how to go on.
 */
final class Signals {

    private static final CountDownLatch LAST_WORD = new CountDownLatch(1);

    private Signals() {}

    /** From now on a signal requests a stop. An ordinary end of the process requests it too, when nobody is left to mind. */
    static void stop(StopSignal signal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            signal.request();
                            awaitLastWord();
                        },
                        "signal"));
    }

    /** Says that the command has printed all that it had to; what is left is to exit. */
    static void lastWordSaid() {
        LAST_WORD.countDown();
    }

    private static void awaitLastWord() {
        try {
            LAST_WORD.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
