package io.ssmexport.dashboard;

import com.samskivert.mustache.Mustache;
import io.ssmexport.coverage.Coverage;
import io.ssmexport.failure.Quantity;
import io.ssmexport.history.Counts;
import io.ssmexport.history.Days;
import io.ssmexport.history.History;
import io.ssmexport.history.Outcome;
import io.ssmexport.history.SilentInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page as its template has it. What comes from outside is in it as text, and the template escapes it. */
final class Page {

    /** What the page is about. */
    record About(String job, String into, String version, Instant now) {}

    /** A number at the top. */
    record Card(String id, String label, String value, String beside) {}

    record Legend(String outcome, String word) {}

    private final About about;
    private final History history;
    private final Coverage coverage;
    private final Cube cube;
    private final Completeness completeness;
    private final Tables tables;
    private final boolean lines;
    private final List<String> alarms;

    Page(
            About about,
            History history,
            Coverage coverage,
            Completeness completeness,
            boolean lines,
            List<String> alarms) {
        this.about = about;
        this.history = history;
        this.coverage = coverage;
        this.completeness = completeness;
        this.cube = new Cube(history, completeness.sources());
        this.lines = lines;
        this.alarms = alarms;
        this.tables = new Tables(history, cube, completeness, lines, about.now());
    }

    /** As HTML. */
    String html() {
        return Mustache.compiler()
                .escapeHTML(true)
                .strictSections(true)
                .withLoader(name -> new java.io.StringReader(Asset.resource(name + ".html")))
                .compile(Asset.resource("page.html"))
                .execute(model());
    }

    private Map<String, Object> model() {
        Days days = history.days();
        Steps steps = Steps.of(history, cube.sources());
        Charts charts = new Charts(cube, completeness);
        List<SilentInstance> silent = silent();
        Map<String, Object> model = new java.util.HashMap<>();
        Asset style = Asset.style();
        Asset plots = Asset.charts();
        Asset script = Asset.script();
        model.put("style", style);
        model.put("plots", plots);
        model.put("script", script);
        model.put("data", DataJson.of(cube, completeness, steps));
        model.put("about", about);
        model.put("made", Texts.time(about.now()));
        model.put("from", days.first().toString());
        model.put("to", days.last().toString());
        model.put("length", Quantity.of(days.count(), "day"));
        model.put("badge", completeness.badge());
        model.put("summary", completeness.summary());
        model.put("whole", completeness.isWhole());
        model.put("known", completeness.isKnown());
        model.put("alarms", alarms);
        model.put("dates", dates(days));
        model.put("calendar", tables.calendar());
        model.put("hiddenSources", hidden(completeness.sources().size(), Tables.MOST_SOURCES, "accounts and regions"));
        model.put("cards", cards(silent));
        model.put(
                "legend",
                Outcome.OF_INVOCATION.stream()
                        .map(outcome -> new Legend(outcome.toString().toLowerCase(Locale.ROOT), Charts.word(outcome)))
                        .toList());
        model.put("outcomes", charts.outcomes());
        model.put("rates", charts.rates());
        model.put("days", charts.table());
        model.put("plot", PlotEdges.ALL);
        model.put("documents", tables.documents());
        model.put("failures", tables.failures());
        model.put("hiddenFailures", hiddenFailures());
        model.put("lines", lines);
        model.put("durations", tables.durations(steps));
        model.put("scoped", !steps.scopes().isEmpty() || cube.sources().size() <= 1);
        model.put("hiddenDurations", hidden(steps.count(), Tables.MOST_ROWS, "steps"));
        model.put("open", tables.open());
        model.put("hiddenOpen", hidden(history.openInvocations(), Tables.MOST_ROWS, "invocations"));
        model.put("silent", tables.silent(silent));
        model.put("hiddenSilent", hidden(silent.size(), Tables.MOST_ROWS, "instances"));
        model.put("moreInstances", history.hasMoreInstances() ? moreInstances() : null);
        model.put("silentAfter", days(silentAfter()));
        model.put("runs", Tables.runs(coverage));
        return model;
    }

    /** The edges of all charts. */
    record PlotEdges(int width, int height, int left, int right, int upper, int lower, String strip, String labelsAt) {
        static final PlotEdges ALL = new PlotEdges(
                Plot.WIDTH, Plot.HEIGHT, Plot.LEFT, Plot.RIGHT, Plot.UPPER, Plot.LOWER, Plot.strip(), Plot.labelsAt());
    }

    record Date(String date, String day) {}

    private static List<Date> dates(Days days) {
        return java.util.stream.IntStream.range(0, days.count())
                .mapToObj(day -> days.date(day).toString())
                .map(date -> new Date(date, date.substring(date.length() - 2)))
                .toList();
    }

    private static @Nullable String hidden(long all, int shown, String what) {
        return all <= shown
                ? null
                : "The first " + Texts.count(shown) + " of " + Texts.count(all) + " " + what + " are shown.";
    }

    private static final String MORE_MEMORY = " More memory has room for more (JAVA_OPTS=-Xmx1g).";

    private @Nullable String hiddenFailures() {
        if (history.missedFailures() == 0) {
            return hidden(history.failures(), Tables.MOST_ROWS, "kinds of failures");
        }
        return "There were more than " + Texts.count(history.failures())
                + " kinds of failures, too many to keep all: one that"
                + " isn't listed, or is counted with ≥, may have happened "
                + Quantity.of(history.missedFailures(), "time")
                + " more. What is counted by day and by document is exact."
                + MORE_MEMORY;
    }

    private String moreInstances() {
        return "Too many instances to keep all: the first " + Texts.count(history.instances())
                + " that were met are looked at, the others are not." + MORE_MEMORY;
    }

    private List<Card> cards(List<SilentInstance> silent) {
        Counts now = cube.total(false);
        Counts before = cube.total(true);
        return List.of(
                new Card(
                        "invocations",
                        "Invocations",
                        Texts.count(now.all()),
                        Texts.count(before.all()) + " in the "
                                + Quantity.of(history.days().count(), "day") + " before"),
                new Card(
                        "rate",
                        "Success rate",
                        Texts.percent(now.successRate()),
                        Texts.percent(before.successRate()) + " before"),
                new Card(
                        "failures",
                        "Failures",
                        Texts.count(now.failures()),
                        Texts.count(now.of(Outcome.FAILED)) + " failed, " + Texts.count(now.of(Outcome.TIMED_OUT))
                                + " timed out, " + Texts.count(now.of(Outcome.UNDELIVERED)) + " undelivered"),
                new Card(
                        "skipped",
                        "Skipped",
                        Texts.count(now.of(Outcome.SKIPPED)),
                        "all steps were; they count for no success"),
                new Card("open", "Still running", Texts.count(history.openInvocations()), "when they were last read"),
                new Card(
                        "silent",
                        "Silent instances",
                        Texts.count(silent.size(), history.hasMoreInstances()),
                        (history.hasMoreInstances() ? "of the first " : "of ") + Texts.count(history.instances())
                                + ", no command for " + days(silentAfter())));
    }

    private static String days(Duration length) {
        return Quantity.of(length.toDays(), "day");
    }

    /** A week, or less of a short period. */
    private Duration silentAfter() {
        return Duration.ofDays(Math.max(1, Math.min(7, history.days().count() / 4)));
    }

    /** Before the newest command, not before now: an archive that is behind isn't a fleet that is silent. */
    private List<SilentInstance> silent() {
        Instant newest = history.newest();
        return newest == null ? List.of() : history.silentSince(newest.minus(silentAfter()));
    }
}
