package io.ssmexport.coverage;

import io.ssmexport.failure.Quantity;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.state.Archive;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Why somebody has to look after a job now, be it that AWS forgets something soon: that, {@link Coverage} tells. */
public final class Alarms {

    private static final Duration DAY = Duration.ofDays(1);

    /** What a run may take longer, or begin later, than another. */
    private static final Duration SLACK = Duration.ofHours(2);

    /** Gaps between runs that tell of a rhythm shorter than a day; fewer may come from trying out. */
    private static final int TELLING = 8;

    private Alarms() {}

    /** The same for each part of a job, by its name; a job without shards is one. */
    public static List<String> of(
            Map<String, Archive> parts, ExportOptions options, @Nullable Duration late, Instant now) {
        if (parts.isEmpty()) {
            return of(Archive.empty(options.slice()), options, late, now);
        }
        return parts.entrySet().stream()
                .flatMap(part -> of(part.getValue(), options, late, now).stream()
                        .map(alarm -> part.getKey().equals(options.name()) ? alarm : part.getKey() + ": " + alarm))
                .toList();
    }

    /**
     * A line for each.
     *
     * @param late how long ago the last success may be, or null to go by the job's own rhythm
     */
    public static List<String> of(Archive archive, ExportOptions options, @Nullable Duration late, Instant now) {
        List<String> alarms = new ArrayList<>();
        if (!options.into().isKept()) {
            return alarms;
        }
        if (archive.slices().isEmpty() && archive.lastSuccess() == null) {
            alarms.add("nothing has ever been exported" + (archive.lastFailure() == null ? "; run the job" : ""));
        }
        Archive.RunFailure failure = archive.lastFailure();
        if (failure != null) {
            alarms.add("last run failed " + ago(failure.at(), now) + ": " + failure.reason());
        } else if (endedIncomplete(archive)) {
            Archive.Run run = archive.runs().get(0);
            alarms.add("last run ended incomplete " + ago(run.endedAt(), now) + ": "
                    + Quantity.of(run.counts().failed(), "slice") + " failed");
        }
        boolean comesAgain = options.from() == null && !options.isList();
        Instant last = lastWithSuccess(archive);
        if (last != null && (late != null || comesAgain)) {
            Duration allowed = late == null ? allowed(archive.runs()) : late;
            if (last.plus(allowed).isBefore(now)) {
                alarms.add(late(archive, last, allowed, now));
            }
        }
        return alarms;
    }

    /** Of a version that didn't note why. */
    private static boolean endedIncomplete(Archive archive) {
        if (archive.runs().isEmpty()) {
            return false;
        }
        Archive.Run run = archive.runs().get(0);
        return "incomplete".equals(run.outcome())
                && run.endedAt() != null
                && (archive.lastSuccess() == null || run.endedAt().isAfter(archive.lastSuccess()));
    }

    /** The last success or, as long as there was none, the beginning of the first try. */
    private static @Nullable Instant lastWithSuccess(Archive archive) {
        return archive.lastSuccess() != null || archive.runs().isEmpty()
                ? archive.lastSuccess()
                : archive.runs().get(archive.runs().size() - 1).startedAt();
    }

    /** A day and some hours, unless the last runs had another rhythm. */
    static Duration allowed(List<Archive.Run> runs) {
        List<Instant> starts = runs.stream()
                .filter(run -> run.request().equals("incremental"))
                .map(Archive.Run::startedAt)
                .sorted()
                .toList();
        List<Duration> gaps = IntStream.range(1, starts.size())
                .mapToObj(i -> Duration.between(starts.get(i - 1), starts.get(i)))
                .sorted()
                .toList();
        Duration rhythm = DAY;
        if (!gaps.isEmpty() && gaps.get(gaps.size() / 2).compareTo(DAY) > 0) {
            rhythm = gaps.get(gaps.size() / 2);
        } else if (gaps.size() >= TELLING && gaps.get(gaps.size() - 1).compareTo(DAY) < 0) {
            rhythm = gaps.get(gaps.size() - 1);
        }
        Duration twelfth = rhythm.dividedBy(12);
        return rhythm.plus(twelfth.compareTo(SLACK) > 0 ? twelfth : SLACK);
    }

    private static String late(Archive archive, Instant last, Duration allowed, Instant now) {
        String since = archive.lastSuccess() == null
                ? "late: no run has done all that it had to since the first began " + ago(last, now)
                : "late: the last run that did all it had to ended " + ago(last, now) + " ("
                        + last.truncatedTo(ChronoUnit.SECONDS) + ")";
        boolean unended = !archive.runs().isEmpty() && archive.runs().get(0).endedAt() == null;
        return since + ", and should not be more than " + length(allowed) + " ago"
                + (unended ? "; a run has not ended: unless it is going on, run the job again" : "");
    }

    private static String ago(@Nullable Instant then, Instant now) {
        return length(then == null || then.isAfter(now) ? Duration.ZERO : Duration.between(then, now)) + " ago";
    }

    /** {@code 12 min}, {@code 27 h}, {@code 4 days}. */
    private static String length(Duration duration) {
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min";
        }
        return duration.compareTo(Duration.ofDays(3)) < 0
                ? duration.toHours() + " h"
                : Quantity.of(duration.toDays(), "day");
    }
}
