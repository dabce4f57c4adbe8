package io.ssmexport.cli;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.util.ArrayList;
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
        return byCause.entrySet().stream()
                .map(cause -> "failed: "
                        + (cause.getValue().size() == 1
                                ? failures.get(cause.getValue().get(0))
                                : "[" + cause.getKey().source() + "] " + span(cause.getValue()) + ": "
                                        + cause.getKey().reason()))
                .toList();
    }

    private static String span(List<Slice> slices) {
        return slices.size() + " slices from " + slices.get(0).date() + " to "
                + slices.get(slices.size() - 1).date();
    }

    /** Reasons begin with {@code [123456789012 us-east-1 2026-11-19 page 1]}. */
    private static String withoutPlace(String reason) {
        return reason.replaceFirst("^\\[[^]]*] ", "");
    }
}
