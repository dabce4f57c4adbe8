package io.ssmexport.job.slices;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When to say that nobody reads what was handed out: after some time, and then each time that twice as much has passed. */
final class Waiting {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration first;
    private long since;
    private Duration due;
    private @Nullable Object last;

    /**
     * Begins to wait at the first look.
     *
     * @param first after what time to say so
     */
    Waiting(Duration first) {
        this.first = first;
        this.due = first;
    }

    /**
     * Looks once more.
     *
     * @param signs of life, which differ from the last ones if there was one since
     * @param now on the clock of {@link System#nanoTime}
     * @return for how long nobody has given one, if that is to be said now
     */
    Optional<Duration> look(Object signs, long now) {
        if (!signs.equals(last)) {
            last = signs;
            since = now;
            due = first;
            return Optional.empty();
        }
        if (now - since < due.toNanos()) {
            return Optional.empty();
        }
        Duration said = due;
        due = due.compareTo(LONGEST) < 0 ? due.multipliedBy(2) : due.plus(LONGEST);
        return Optional.of(said);
    }

    /** Whether that was said since the last sign. */
    boolean isLong() {
        return !due.equals(first);
    }
}
