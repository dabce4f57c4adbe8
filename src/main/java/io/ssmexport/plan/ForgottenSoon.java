package io.ssmexport.plan;

import io.ssmexport.failure.Quantity;
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

    /**
     * A line for each source.
     *
     * @param slices that AWS begins to forget within so many days
     */
    public static List<String> lines(List<SliceToRead> slices, int days, Instant now) {
        Map<Source, List<SliceToRead>> bySource = slices.stream()
                .collect(Collectors.groupingBy(
                        toRead -> Source.of(toRead.slice()), LinkedHashMap::new, Collectors.toList()));
        return bySource.entrySet().stream()
                .map(source -> text(source.getKey(), source.getValue(), days, now))
                .toList();
    }

    /**
     * For example {@code AWS forgets today: 1; within 7 days: 7 slices of 123456789012 us-east-1 that are not sealed, the
     * first 2026-10-28 (never read)}.
     *
     * @param slices of that source; at least one
     */
    private static String text(Source source, List<SliceToRead> slices, int days, Instant now) {
        SliceToRead first = slices.stream()
                .min(Comparator.comparing(SliceToRead::forgottenAt))
                .orElseThrow();
        long today = slices.stream().filter(toRead -> toRead.daysLeft(now) == 0).count();
        return "AWS forgets " + (today == 0 ? "" : "today: " + today + "; ")
                + "within " + Quantity.of(days, "day") + ": "
                + Quantity.of(slices.size(), "slice") + " of " + source
                + (slices.size() == 1 ? " that is not sealed, " : " that are not sealed, the first ")
                + first.slice().date() + " (" + first.why() + ")";
    }
}
