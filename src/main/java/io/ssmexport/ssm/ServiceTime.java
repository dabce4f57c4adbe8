package io.ssmexport.ssm;

import io.ssmexport.wire.Answer;
import io.ssmexport.wire.ServiceDate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * What time it is for the service, never later than that: the {@code Date} of its answers, carried on by the monotonic
 * clock. The machine's own clock may be hours off without anybody noticing, because AWS accepts some minutes and the SDK
 * corrects the rest in silence. Where answers disagree, the earliest counts. Thread-safe.
 */
public final class ServiceTime {

    private static final ExecutionAttribute<Instant> SENT = new ExecutionAttribute<>("ssm-export.sent");

    /** A {@code Date} leaves out the fraction. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    private static final Duration TOLERATED = Duration.ofMinutes(1);

    /** A machine's clock may be as wrong as that; an answer that is further off is in doubt itself. */
    private static final Duration ABSURD = Duration.ofDays(366);

    /** Clocks that were never set stand before it. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private final Clock machine;
    private final LongSupplier nanoTime;
    private Instant anchor;
    private long anchoredAt;
    private boolean known;
    private boolean doubted;
    private @Nullable Duration ahead;

    /** Time of a service that has not answered yet. */
    public static ServiceTime by(Clock machine) {
        return new ServiceTime(machine, System::nanoTime);
    }

    ServiceTime(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.anchor = machine.instant();
        this.anchoredAt = nanoTime.getAsLong();
    }

    /** This moment, in milliseconds; that of the machine unless {@link #isKnown}. */
    public synchronized Instant now() {
        return anchor.plusNanos(nanoTime.getAsLong() - anchoredAt).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether an answer told the time. */
    public synchronized boolean isKnown() {
        return known;
    }

    /** How far the machine's clock was ahead when it was furthest off, negative where it was behind; empty if unknown. */
    public synchronized Optional<Duration> ahead() {
        return Optional.ofNullable(ahead);
    }

    /** What the operator has to know about it. */
    public synchronized Optional<String> warning() {
        if (doubted) {
            return Optional.of(
                    "answers of the service came without a usable Date, so that what was read with them is not"
                            + " sealed and the next run reads it again");
        }
        return ahead == null || ahead.abs().compareTo(TOLERATED) <= 0
                ? Optional.empty()
                : Optional.of(
                        "this machine's clock is " + words(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                                + " the service's, whose time counts here; set it");
    }

    /** When the answer was given, as far as that is certain, or else null. */
    synchronized @Nullable Instant of(Answer answer) {
        Instant date = answer.date();
        if (date == null || isAbsurd(date)) {
            doubted = true;
            return null;
        }
        Instant now = now();
        return known && now.isBefore(date) ? now : date;
    }

    private synchronized void told(Instant date, Instant sent, Instant received) {
        if (isAbsurd(date)) {
            if (!known && date.isAfter(EARLIEST) && date.isBefore(now())) {
                anchor(date);
            }
            return;
        }
        Duration off = ahead(date, sent, received);
        ahead = ahead == null || off.abs().compareTo(ahead.abs()) > 0 ? off : ahead;
        if (!known || date.isBefore(now().minus(PRECISION))) {
            anchor(date);
            known = true;
        }
    }

    private void anchor(Instant time) {
        anchor = time;
        anchoredAt = nanoTime.getAsLong();
    }

    private boolean isAbsurd(Instant date) {
        Instant now = now();
        return date.isBefore(EARLIEST)
                || (now.isAfter(EARLIEST) && Duration.between(now, date).abs().compareTo(ABSURD) > 0);
    }

    /** The service gave the answer some time after it was asked and before the answer arrived. */
    private static Duration ahead(Instant date, Instant sent, Instant received) {
        if (date.isAfter(received)) {
            return Duration.between(date, received);
        }
        Instant latest = date.plus(PRECISION);
        return latest.isBefore(sent) ? Duration.between(latest, sent) : Duration.ZERO;
    }

    /** To the minute, as well as seconds on the way allow. */
    private static String words(Duration off) {
        Duration rounded = off.plusSeconds(30);
        return (rounded.toHours() > 0 ? rounded.toHours() + " h " : "") + rounded.toMinutesPart() + " min";
    }

    /** Belongs into the configuration of every client whose answers tell the time. */
    ExecutionInterceptor interceptor() {
        return new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                attributes.putAttribute(SENT, machine.instant());
            }

            @Override
            public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
                Instant sent = attributes.getAttribute(SENT);
                ServiceDate.of(context.httpResponse()).ifPresent(date -> told(date, sent, machine.instant()));
            }
        };
    }
}
