package io.ssmexport.dashboard;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayState;
import io.ssmexport.history.Cell;
import io.ssmexport.history.Counts;
import io.ssmexport.history.FailureCount;
import io.ssmexport.history.History;
import io.ssmexport.history.OpenInvocation;
import io.ssmexport.history.Outcome;
import io.ssmexport.history.SilentInstance;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tables, row by row as the template has them. */
final class Tables {

    static final int MOST_ROWS = 200;
    static final int MOST_SOURCES = 200;

    private final History history;
    private final Cube cube;
    private final Completeness completeness;
    private final boolean lines;
    private final Instant now;

    Tables(History history, Cube cube, Completeness completeness, boolean lines, Instant now) {
        this.history = history;
        this.cube = cube;
        this.completeness = completeness;
        this.lines = lines;
        this.now = now;
    }

    /** A day in the calendar. */
    record CalendarCell(String state, String sign, String words) {}

    record CalendarRow(int source, String account, String region, List<CalendarCell> cells, String complete) {}

    /** Account and region with their days; those that lack most first. */
    List<CalendarRow> calendar() {
        return completeness.sources().stream()
                .sorted(Comparator.comparingLong((Source source) -> -lacking(source))
                        .thenComparing(Source::account)
                        .thenComparing(Source::region))
                .limit(MOST_SOURCES)
                .map(source -> new CalendarRow(
                        cube.source(source),
                        source.account(),
                        source.region(),
                        IntStream.range(0, cube.days().count())
                                .mapToObj(day -> cell(completeness.state(source, day), day))
                                .toList(),
                        Texts.count(days(source, DayState.SEALED))))
                .toList();
    }

    private long lacking(Source source) {
        return days(source, DayState.EXPIRED) + days(source, DayState.MISSING);
    }

    private long days(Source source, DayState state) {
        return IntStream.range(0, cube.days().count())
                .filter(day -> completeness.state(source, day) == state)
                .count();
    }

    private CalendarCell cell(DayState state, int day) {
        return new CalendarCell(
                state.name().toLowerCase(Locale.ROOT),
                switch (state) {
                    case SEALED -> "✓";
                    case OPEN -> "○";
                    case MISSING -> "?";
                    case EXPIRED -> "✕";
                    case OUTSIDE -> "";
                },
                cube.days().date(day) + ": " + Completeness.word(state));
    }

    record DocumentRow(
            int document,
            String name,
            String invocations,
            String failures,
            String failed,
            String timedOut,
            String undelivered,
            String rate,
            String rateValue,
            String share) {}

    /** The one that fails most often first. */
    List<DocumentRow> documents() {
        Map<@Nullable String, Counts> byDocument = new HashMap<>();
        long most = 1;
        for (Map.Entry<Cell, Counts> cell : cube.cells().entrySet()) {
            if (cell.getKey().day() >= 0) {
                Counts counts = byDocument.computeIfAbsent(cell.getKey().document(), same -> new Counts());
                counts.add(cell.getValue());
                most = Math.max(most, counts.failures());
            }
        }
        long largest = most;
        return byDocument.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<@Nullable String, Counts> entry) ->
                                -entry.getValue().failures())
                        .thenComparing(entry -> String.valueOf(entry.getKey())))
                .map(entry -> document(entry.getKey(), entry.getValue(), largest))
                .toList();
    }

    private DocumentRow document(@Nullable String name, Counts counts, long largest) {
        return new DocumentRow(
                cube.document(name),
                Texts.text(name),
                Texts.count(counts.all()),
                Texts.count(counts.failures()),
                Texts.count(counts.of(Outcome.FAILED)),
                Texts.count(counts.of(Outcome.TIMED_OUT)),
                Texts.count(counts.of(Outcome.UNDELIVERED)),
                Texts.percent(counts.successRate()),
                Texts.number(counts.successRate()),
                Plot.number(100.0 * counts.failures() / largest));
    }

    record FailureRow(
            int source,
            int document,
            String days,
            String account,
            String region,
            String name,
            String instance,
            String instanceName,
            String outcome,
            String word,
            String details,
            String plugin,
            String code,
            String count,
            boolean isLeast,
            String last,
            @Nullable String line) {}

    List<FailureRow> failures() {
        return history.failures(MOST_ROWS).stream().map(this::failure).toList();
    }

    private FailureRow failure(FailureCount failure) {
        FailureCount.Key key = failure.key();
        return new FailureRow(
                cube.source(key.source()),
                cube.document(key.document()),
                failure.days().entrySet().stream()
                        .map(day -> day.getKey() + ":" + day.getValue())
                        .collect(Collectors.joining(" ")),
                key.source().account(),
                key.source().region(),
                Texts.text(key.document()),
                key.instance(),
                Texts.text(failure.instanceName()),
                key.outcome().toString().toLowerCase(Locale.ROOT),
                Charts.word(key.outcome()),
                Texts.text(key.details()),
                Texts.text(key.plugin()),
                Optional.ofNullable(key.code()).map(String::valueOf).orElse(Texts.NOTHING),
                Texts.count(failure.count(), failure.missed() > 0),
                failure.missed() > 0,
                Texts.time(failure.last()),
                lines ? Texts.text(failure.line()) : null);
    }

    record Percentile(String text, String value) {
        static Percentile of(double seconds) {
            return new Percentile(Texts.seconds(seconds), Texts.number(seconds));
        }
    }

    record DurationRow(int document, String name, String step, String runs, List<Percentile> percentiles) {}

    List<DurationRow> durations(Steps steps) {
        return steps.rows().stream()
                .map(step -> new DurationRow(
                        cube.document(step.document()),
                        Texts.text(step.document()),
                        step.plugin(),
                        Texts.count(step.runs()),
                        Steps.percentiles(step).map(Percentile::of).toList()))
                .toList();
    }

    record OpenRow(
            int source,
            int document,
            int day,
            String account,
            String region,
            String name,
            String command,
            String instance,
            String instanceName,
            String status,
            String since,
            String age,
            String ageSeconds,
            String readAt) {}

    List<OpenRow> open() {
        return history.open().stream().map(this::open).toList();
    }

    private OpenRow open(OpenInvocation open) {
        Duration age = Duration.between(open.requested(), now);
        return new OpenRow(
                cube.source(open.source()),
                cube.document(open.document()),
                cube.days().number(open.requested()),
                open.source().account(),
                open.source().region(),
                Texts.text(open.document()),
                open.command(),
                open.instance(),
                Texts.text(open.instanceName()),
                Texts.text(open.status()),
                Texts.time(open.requested()),
                Texts.seconds((double) age.toSeconds()),
                String.valueOf(age.toSeconds()),
                Texts.time(open.readAt()));
    }

    record SilentRow(
            int source,
            String account,
            String region,
            String instance,
            String name,
            String last,
            String runs,
            String document,
            String outcome,
            String word) {}

    List<SilentRow> silent(List<SilentInstance> silent) {
        return silent.stream()
                .limit(MOST_ROWS)
                .map(instance -> new SilentRow(
                        cube.source(instance.source()),
                        instance.source().account(),
                        instance.source().region(),
                        instance.instance(),
                        Texts.text(instance.name()),
                        Texts.time(instance.last()),
                        Texts.count(instance.runs()),
                        Texts.text(instance.document()),
                        instance.outcome().toString().toLowerCase(Locale.ROOT),
                        Charts.word(instance.outcome())))
                .toList();
    }

    record RunRow(
            String started,
            String request,
            String outcome,
            String took,
            String tookSeconds,
            String slices,
            String failed,
            String invocations,
            String pages,
            String retries,
            String throttles) {}

    static List<RunRow> runs(Coverage coverage) {
        List<RunRow> rows = new ArrayList<>();
        for (Archive.Run run : coverage.runs()) {
            double seconds = run.counts().millis() / 1000.0;
            rows.add(new RunRow(
                    Texts.time(run.startedAt()),
                    Texts.text(run.request()),
                    run.endedAt() == null || run.outcome() == null ? "not ended" : run.outcome(),
                    Texts.seconds(seconds),
                    Texts.number(seconds),
                    Texts.count(run.counts().slices()),
                    Texts.count(run.counts().failed()),
                    Texts.count(run.counts().invocations()),
                    Texts.count(run.counts().pages()),
                    Texts.count(run.counts().retries()),
                    Texts.count(run.counts().throttles())));
        }
        return rows;
    }
}
