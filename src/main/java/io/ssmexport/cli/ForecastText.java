package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.job.Forecast;
import io.ssmexport.job.PageRange;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.ForgottenSoon;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A forecast for people: a line for each run of consecutive slices that are read for the same reason. */
final class ForecastText {

    private ForecastText() {}

    static List<String> lines(ExportOptions options, Forecast forecast) {
        List<String> lines = new ArrayList<>();
        lines.add("job " + options.name() + " into " + options.into() + ": "
                + Quantity.of(forecast.slices().size(), "slice") + " to read, "
                + Quantity.of(forecast.plan().covered(), "needs", "need") + " no reading");
        if (forecast.unfinished() != null) {
            lines.add("first the run of " + forecast.unfinished().startedAt() + " ("
                    + forecast.unfinished().request() + ") is finished, unless it is going on");
        }
        lines.add("");
        spans(forecast.slices()).forEach(span -> lines.add("  " + span.text()));
        if (!forecast.slices().isEmpty()) {
            lines.add("");
        }
        boolean guessed = forecast.slices().stream().anyMatch(expected -> expected.basis() == Forecast.Basis.PROBE);
        lines.add(String.format(
                Locale.ROOT,
                "expected: %s %s, %s%s",
                forecast.pages().text(),
                forecast.pages().most() == 1 ? "page" : "pages",
                minutes(forecast),
                guessed ? "; guessed from the newest page, since no run has told yet" : ""));
        int readable = forecast.sources().size() - forecast.refused().size();
        lines.add("access: " + readable + " of "
                + Quantity.of(forecast.sources().size(), "account and region", "accounts and regions")
                + " can be read");
        refused(forecast.refused()).forEach(line -> lines.add("  " + line));
        lines.add("destination: " + (forecast.destination() == null ? "can be written" : forecast.destination()));
        if (forecast.clockWarning() != null) {
            lines.add("warning: " + forecast.clockWarning());
        }
        if (!forecast.plan().expired().isEmpty()) {
            lines.add("warning: AWS forgot "
                    + Quantity.of(forecast.plan().expired().size(), "slice")
                    + " before they were sealed, the first "
                    + forecast.plan().expired().get(0));
        }
        ForgottenSoon.lines(
                        forecast.plan().forgottenWithin(Duration.ofDays(options.warnDays()), forecast.now()),
                        options.warnDays(),
                        forecast.now())
                .forEach(line -> lines.add("warning: " + line));
        return lines;
    }

    private static String minutes(Forecast forecast) {
        long least = Math.round(forecast.minutes(forecast.pages().least()));
        long most = Math.round(forecast.minutes(forecast.pages().most()));
        if (most < 1) {
            return "less than a minute";
        }
        return (least == most ? "" : least + " to ") + Quantity.of(most, "minute");
    }

    private static List<String> refused(Map<Source, Problem> refused) {
        return refused.values().stream().map(Problem::text).sorted().toList();
    }

    private static List<Span> spans(List<Forecast.Expected> slices) {
        List<Span> spans = new ArrayList<>();
        Comparator<Forecast.Expected> order = Comparator.comparing(
                expected -> Source.of(expected.toRead().slice()).toString());
        slices.stream()
                .sorted(order.thenComparing(
                        expected -> expected.toRead().slice().start()))
                .forEach(next -> {
                    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
                    if (last == null || !last.isFollowedBy(next)) {
                        spans.add(new Span(next, next, 1, next.pages()));
                    } else {
                        spans.set(
                                spans.size() - 1,
                                new Span(
                                        last.first(),
                                        next,
                                        last.slices() + 1,
                                        last.pages().plus(next.pages())));
                    }
                });
        return spans;
    }

    private record Span(Forecast.Expected first, Forecast.Expected last, int slices, PageRange pages) {

        boolean isFollowedBy(Forecast.Expected next) {
            Slice before = last.toRead().slice();
            Slice after = next.toRead().slice();
            return Source.of(before).equals(Source.of(after))
                    && before.end().equals(after.start())
                    && last.toRead().why().equals(next.toRead().why());
        }

        String text() {
            String days = slices == 1
                    ? first.toRead().slice().toString()
                    : first.toRead().slice() + " to " + last.toRead().slice().date() + ", " + slices + " slices";
            return String.format(
                    Locale.ROOT,
                    "%-58s %15s %-5s  %s",
                    days,
                    pages.text(),
                    pages.most() == 1 ? "page" : "pages",
                    first.toRead().why());
        }
    }
}
