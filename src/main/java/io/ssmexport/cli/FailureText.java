package io.ssmexport.cli;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines that say which slices failed and why: one for all slices of a source that failed for the same reason. */
final class FailureText {

    private record Cause(Source source, String reason) {}

    private FailureText() {}

    static List<String> lines(Map<Slice, String> failures) {
        Map<Cause, List<Slice>> byCause = new LinkedHashMap<>();
        failures.forEach((slice, reason) -> byCause.computeIfAbsent(
                        new Cause(Source.of(slice), withoutPlace(reason)), cause -> new ArrayList<>())
                .add(slice));
        return byCause.values().stream()
                .map(slices -> "failed: " + span(slices) + mostExact(slices, failures))
                .toList();
    }

    private static String span(List<Slice> slices) {
        return slices.size() == 1
                ? ""
                : slices.size() + " slices, " + slices.get(0).date() + " to "
                        + slices.get(slices.size() - 1).date() + ": ";
    }

    /** Of the one that was refused, not of those that were then left alone: it names the page too. */
    private static String mostExact(List<Slice> slices, Map<Slice, String> failures) {
        return slices.stream()
                .map(slice -> failures.getOrDefault(slice, ""))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /** Reasons begin with {@code [123456789012 us-east-1 2026-11-19 page 1]}. */
    private static String withoutPlace(String reason) {
        return reason.replaceFirst("^\\[[^]]*] ", "");
    }
}
