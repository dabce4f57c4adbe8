package io.ssmexport.coverage;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a job has archived at a moment.
 *
 * @param sources by account and region
 * @param forgottenSoon slices to read that AWS begins to forget within the job's {@code warn-days}
 * @param runs the newest ones, the latest first
 */
public record Coverage(
        Instant now, List<SourceCoverage> sources, List<SliceToRead> forgottenSoon, List<Archive.Run> runs) {

    private static final Comparator<Source> ORDER =
            Comparator.comparing(Source::account).thenComparing(Source::region);

    /** Coverage of the window in the options or, without one, of all that the job exported or is to export. */
    public static Coverage of(Archive archive, ExportOptions options, Instant now) {
        Configured configured = new Configured(options);
        Planner planner = new Planner(PlanRequest.of(options), Planner.Known.of(archive, entry -> true), now);
        Map<Source, NavigableMap<LocalDate, List<LedgerEntry>>> exported = exported(archive, configured, planner);
        List<Source> current =
                exported.keySet().stream().filter(configured::includes).toList();
        List<SourceCoverage> sources = new ArrayList<>();
        exported.forEach((source, days) -> {
            boolean isRead = current.contains(source) || archive.starts().containsKey(source);
            Window window = new Window(
                    isRead ? planner.start(source) : planner.until(),
                    planner.until(),
                    archive.width(),
                    now.minus(Planner.HISTORY));
            sources.add(new SourceCoverage(source, current.contains(source), window.days(days)));
        });
        return new Coverage(
                now,
                sources,
                planner.plan(current, Set.of(), null).forgottenWithin(Duration.ofDays(options.warnDays()), now),
                archive.runs());
    }

    private static Map<Source, NavigableMap<LocalDate, List<LedgerEntry>>> exported(
            Archive archive, Configured configured, Planner planner) {
        Map<Source, NavigableMap<LocalDate, List<LedgerEntry>>> exported = new TreeMap<>(ORDER);
        configured.sources().forEach(source -> exported.put(source, new TreeMap<>()));
        archive.starts().keySet().forEach(source -> exported.put(source, new TreeMap<>()));
        archive.slices().stream()
                .filter(entry -> planner.isInWindow(entry.slice()))
                .forEach(entry -> exported.computeIfAbsent(Source.of(entry.slice()), source -> new TreeMap<>())
                        .computeIfAbsent(entry.slice().date(), date -> new ArrayList<>())
                        .add(entry));
        return exported;
    }
}
