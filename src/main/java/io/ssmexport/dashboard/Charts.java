package io.ssmexport.dashboard;

import io.ssmexport.failure.Quantity;
import io.ssmexport.history.Counts;
import io.ssmexport.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The charts of days, as far as they work without a script. */
final class Charts {

    private final Cube cube;
    private final Completeness completeness;
    private final Map<Integer, Counts> byDay;
    private final int days;

    Charts(Cube cube, Completeness completeness) {
        this.cube = cube;
        this.completeness = completeness;
        this.byDay = cube.byDay();
        this.days = cube.days().count();
    }

    /** A part of a day's bar. */
    record Part(String outcome, String x, String y, String width, String height) {}

    /** A day's bar, and what it says. */
    record Bar(List<Part> parts, String x, String width, String words) {}

    /** Bars of outcomes. */
    record Outcomes(List<Plot.Line> lines, List<Plot.Label> labels, List<Plot.State> states, List<Bar> bars) {}

    /** Lines of success rates; a day on which nothing tells interrupts them. */
    record Rates(
            List<Plot.Line> lines,
            List<Plot.Label> labels,
            List<Plot.State> states,
            List<String> now,
            List<String> before,
            List<Point> points) {}

    record Point(String x, String y, String words) {}

    /** A day in numbers. */
    record Day(String date, String state, List<String> counts, String all, String rate, String rateBefore) {}

    private Counts counts(int day) {
        return Objects.requireNonNull(byDay.get(day));
    }

    Outcomes outcomes() {
        long largest = 1;
        for (int day = 0; day < days; day++) {
            largest = Math.max(largest, counts(day).all());
        }
        Plot plot = Plot.above(days, (double) largest);
        List<Bar> bars = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            bars.add(bar(plot, day));
        }
        return new Outcomes(
                plot.lines(value -> Texts.count(Math.round(value))),
                plot.labels(completeness),
                plot.states(completeness),
                bars);
    }

    private Bar bar(Plot plot, int day) {
        Counts counts = counts(day);
        List<Part> parts = new ArrayList<>();
        long below = 0;
        for (Outcome outcome : Outcome.OF_INVOCATION) {
            long count = counts.of(outcome);
            if (count > 0) {
                double upper = plot.y((double) (below + count));
                parts.add(new Part(
                        outcome.toString().toLowerCase(Locale.ROOT),
                        Plot.number(plot.x(day) + 1),
                        Plot.number(upper),
                        Plot.number(plot.width() - 2),
                        Plot.number(plot.y((double) below) - upper)));
                below += count;
            }
        }
        return new Bar(parts, Plot.number(plot.x(day)), Plot.number(plot.width()), words(day));
    }

    private String words(int day) {
        Counts counts = counts(day);
        return cube.days().date(day) + ": " + Texts.count(counts.all()) + " invocations"
                + Outcome.OF_INVOCATION.stream()
                        .filter(outcome -> counts.of(outcome) > 0)
                        .map(outcome -> ", " + Texts.count(counts.of(outcome)) + " " + word(outcome))
                        .collect(Collectors.joining());
    }

    static String word(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> "succeeded";
            case FAILED -> "failed";
            case TIMED_OUT -> "timed out";
            case UNDELIVERED -> "undelivered";
            case CANCELLED -> "cancelled";
            case SKIPPED -> "skipped";
            case RUNNING -> "running";
            case NOT_RUN -> "not run";
        };
    }

    Rates rates() {
        double lowest = 1;
        for (Counts counts : byDay.values()) {
            lowest = Double.isNaN(counts.successRate()) ? lowest : Math.min(lowest, counts.successRate());
        }
        // Rates of 97 and 99 % are told apart; where the scale begins stands at its foot.
        double floor = Math.max(0, Math.floor((lowest - 0.02) * 10) / 10);
        Plot plot = new Plot(days, 1 - floor);
        List<Point> points = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double rate = counts(day).successRate();
            if (!Double.isNaN(rate)) {
                points.add(new Point(
                        Plot.number(plot.middle(day)),
                        Plot.number(plot.y(rate - floor)),
                        cube.days().date(day) + ": " + Texts.percent(rate) + " succeeded, "
                                + Texts.percent(counts(day - days).successRate()) + " " + Quantity.of(days, "day")
                                + " before"));
            }
        }
        return new Rates(
                plot.lines(value -> Texts.percent(value + floor)),
                plot.labels(completeness),
                plot.states(completeness),
                stretches(plot, floor, 0),
                stretches(plot, floor, -days),
                points);
    }

    private List<String> stretches(Plot plot, double floor, int shift) {
        List<String> stretches = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        for (int day = 0; day < days; day++) {
            double rate = counts(day + shift).successRate();
            if (Double.isNaN(rate)) {
                end(stretches, stretch);
            } else {
                stretch.append(stretch.isEmpty() ? "" : " ")
                        .append(Plot.number(plot.middle(day)))
                        .append(',')
                        .append(Plot.number(plot.y(rate - floor)));
            }
        }
        end(stretches, stretch);
        return stretches;
    }

    private static void end(List<String> stretches, StringBuilder stretch) {
        if (!stretch.isEmpty()) {
            stretches.add(stretch.toString());
            stretch.setLength(0);
        }
    }

    /** The newest first. */
    List<Day> table() {
        List<Day> table = new ArrayList<>();
        for (int day = days - 1; day >= 0; day--) {
            Counts counts = counts(day);
            table.add(new Day(
                    cube.days().date(day).toString(),
                    completeness.isKnown() ? Completeness.word(completeness.state(day)) : Texts.NOTHING,
                    Outcome.OF_INVOCATION.stream()
                            .map(outcome -> Texts.count(counts.of(outcome)))
                            .toList(),
                    Texts.count(counts.all()),
                    Texts.percent(counts.successRate()),
                    Texts.percent(counts(day - days).successRate())));
        }
        return table;
    }
}
