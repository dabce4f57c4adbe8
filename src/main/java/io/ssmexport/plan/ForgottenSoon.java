package io.ssmexport.plan;

import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for slices that AWS forgets before they are sealed. */
public final class ForgottenSoon {

    private ForgottenSoon() {}

    /** A line for each source. */
    public static List<String> lines(List<SliceToRead> slices, Instant now) {
        Map<Source, List<SliceToRead>> bySource = slices.stream()
                .collect(Collectors.groupingBy(
                        toRead -> Source.of(toRead.slice()), LinkedHashMap::new, Collectors.toList()));
        return bySource.entrySet().stream()
                .map(source -> text(source.getKey(), source.getValue(), now))
                .toList();
    }

    /**
     * For example {@code AWS forgets in 3 days what is not sealed of 123456789012 us-east-1: 2 slices from 2026-10-28
     * (never read)}.
     *
     * @param slices of that source; at least one
     */
    private static String text(Source source, List<SliceToRead> slices, Instant now) {
        SliceToRead first = slices.stream()
                .min(Comparator.comparing(SliceToRead::forgottenAt))
                .orElseThrow();
        long days = first.daysLeft(now);
        return "AWS forgets " + (days == 0 ? "today" : "in " + days + (days == 1 ? " day" : " days"))
                + " what is not sealed of " + source + ": "
                + (slices.size() == 1 ? "" : slices.size() + " slices from ")
                + first.slice().date() + " ("
                + first.why() + ")";
    }
}
