package io.ssmexport.dashboard;

import io.ssmexport.coverage.DayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where things stand in a chart over days.
 *
 * @param days how many there are
 * @param top value at the upper edge
 */
record Plot(int days, double top) {

    static final int WIDTH = 960;
    static final int HEIGHT = 260;
    static final int LEFT = 64;
    static final int RIGHT = WIDTH - 8;
    static final int UPPER = 10;
    static final int LOWER = HEIGHT - 44;
    private static final int STRIP = LOWER + 6;
    private static final int LABELS = HEIGHT - 8;
    private static final int MOST_LABELS = 10;
    private static final int LINES = 4;

    /** A grid line, and what stands beside it. */
    record Line(String y, String label) {}

    /** What stands below a day. */
    record Label(String x, String text) {}

    /** How complete a day is, below it. */
    record State(String x, String width, String state, String word) {}

    /** One with room above the largest value, whose grid lines are round numbers. */
    static Plot above(int days, double largest) {
        double step = Math.max(1, largest) / LINES;
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double round = IntStream.of(1, 2, 5, 10)
                .mapToDouble(factor -> factor * power)
                .filter(candidate -> candidate >= step && candidate >= 1)
                .findFirst()
                .orElse(10 * power);
        return new Plot(days, round * LINES);
    }

    double width() {
        return (double) (RIGHT - LEFT) / days;
    }

    double x(int day) {
        return LEFT + day * width();
    }

    double middle(int day) {
        return x(day) + width() / 2;
    }

    double y(double value) {
        return LOWER - (LOWER - UPPER) * value / top;
    }

    List<Line> lines(java.util.function.DoubleFunction<String> label) {
        return IntStream.rangeClosed(0, LINES)
                .mapToObj(i -> new Line(number(y(top * i / LINES)), label.apply(top * i / LINES)))
                .toList();
    }

    List<Label> labels(Completeness completeness) {
        int each = (days + MOST_LABELS - 1) / MOST_LABELS;
        List<Label> labels = new ArrayList<>();
        for (int day = days - 1; day >= 0; day -= each) {
            String date = completeness.date(day).toString();
            labels.add(new Label(number(middle(day)), date.substring("2026-".length())));
        }
        return labels;
    }

    List<State> states(Completeness completeness) {
        return IntStream.range(0, days)
                .mapToObj(day -> {
                    DayState state = completeness.isKnown() ? completeness.state(day) : DayState.OUTSIDE;
                    return new State(
                            number(x(day) + 1),
                            number(width() - 2),
                            state.name().toLowerCase(Locale.ROOT),
                            completeness.date(day) + ": " + Completeness.word(state));
                })
                .toList();
    }

    static String strip() {
        return String.valueOf(STRIP);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String labelsAt() {
        return String.valueOf(LABELS);
    }
}
