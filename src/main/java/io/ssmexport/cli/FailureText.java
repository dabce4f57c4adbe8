package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines that say which slices failed and why: one for all slices of a source in which the same was wrong. */
final class FailureText {

    private record Cause(Source source, Problem problem) {}

    private FailureText() {}

    static List<String> lines(Map<Slice, Problem> failures) {
        Map<Cause, List<Slice>> byCause = new LinkedHashMap<>();
        failures.forEach((slice, problem) -> byCause.computeIfAbsent(
                        new Cause(Source.of(slice), problem.anywhere()), cause -> new ArrayList<>())
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

    private static String mostExact(List<Slice> slices, Map<Slice, Problem> failures) {
        return Problem.mostExact(slices.stream().map(failures::get).toList()).text();
    }
}
