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

    static List<LogLine> lines(Map<Slice, Problem> failures) {
        Map<Cause, List<Slice>> byCause = new LinkedHashMap<>();
        failures.forEach((slice, problem) -> byCause.computeIfAbsent(
                        new Cause(problem.place() == null ? null : Source.of(slice), problem.anywhere()),
                        cause -> new ArrayList<>())
                .add(slice));
        return byCause.entrySet().stream()
                .map(cause -> line(cause.getKey().source(), cause.getValue(), failures))
                .toList();
    }

    private static LogLine line(@Nullable Source source, List<Slice> slices, Map<Slice, Problem> failures) {
        Problem problem = Problem.mostExact(slices.stream().map(failures::get).toList());
        LocalDate first = day(slices, Comparator.naturalOrder());
        LocalDate last = day(slices, Comparator.reverseOrder());
        String span = slices.size() == 1 ? "" : slices.size() + " slices, " + first + " to " + last + ": ";
        return LogLine.of(LogEvent.FAILED, span + problem.text())
                .with("account", source == null ? null : source.account())
                .with("region", source == null ? null : source.region())
                .with("slices", slices.size())
                .with("from", first.toString())
                .with("until", last.plusDays(1).toString())
                .with(problem);
    }

    private static LocalDate day(List<Slice> slices, Comparator<LocalDate> order) {
        return slices.stream().map(Slice::date).min(order).orElseThrow();
    }
}
