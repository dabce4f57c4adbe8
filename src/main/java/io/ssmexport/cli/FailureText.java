package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines that say which slices failed and why: one for all slices of a source in which the same was wrong, and one for
 * all slices where that was no matter of a source.
 */
final class FailureText {

    private record Cause(@Nullable Source source, Problem problem) {}

    private FailureText() {}

    static List<String> lines(Map<Slice, Problem> failures) {
        Map<Cause, List<Slice>> byCause = new LinkedHashMap<>();
        failures.forEach((slice, problem) -> byCause.computeIfAbsent(
                        new Cause(problem.place() == null ? null : Source.of(slice), problem.anywhere()),
                        cause -> new ArrayList<>())
                .add(slice));
        return byCause.values().stream()
                .map(slices -> "failed: " + span(slices) + mostExact(slices, failures))
                .toList();
    }

    private static String span(List<Slice> slices) {
        return slices.size() == 1
                ? ""
                : slices.size() + " slices, " + day(slices, Comparator.naturalOrder()) + " to "
                        + day(slices, Comparator.reverseOrder()) + ": ";
    }

    private static LocalDate day(List<Slice> slices, Comparator<LocalDate> order) {
        return slices.stream().map(Slice::date).min(order).orElseThrow();
    }

    private static String mostExact(List<Slice> slices, Map<Slice, Problem> failures) {
        return Problem.mostExact(slices.stream().map(failures::get).toList()).text();
    }
}
