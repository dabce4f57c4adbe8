package io.ssmexport.job;

import io.ssmexport.plan.SliceToRead;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Probe;
import io.ssmexport.state.Archive;
import io.ssmexport.state.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pages to expect of slices: by what the ledger has of the slice itself, else of its account and region, else by the one
 * page that was read.
 */
final class ExpectedPages {

    /** Fewer slices than this don't tell how much days differ. */
    private static final int TELLING = 3;

    /** With so many slices known, a tenth of them on each side counts as unusual. */
    private static final int MANY = 10;

    /** How far a day can be from one that was guessed. */
    private static final int GUESSED = 4;

    private final Map<Source, double[]> pagesOfSealed;
    private final Map<Source, Probe> probes;
    private final Duration width;
    private final int pageSize;

    ExpectedPages(Archive archive, Map<Source, Probe> probes, int pageSize) {
        this.pagesOfSealed = archive.slices().stream()
                .filter(entry -> entry.isSealed() && entry.pages() > 0)
                .collect(Collectors.groupingBy(
                        entry -> Source.of(entry.slice()),
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                entries -> entries.stream()
                                        .mapToDouble(LedgerEntry::pages)
                                        .sorted()
                                        .toArray())));
        this.probes = probes;
        this.width = archive.width();
        this.pageSize = pageSize;
    }

    Forecast.Expected of(SliceToRead toRead, Instant now) {
        Source source = Source.of(toRead.slice());
        LedgerEntry entry = toRead.entry();
        double @Nullable [] sealed = pagesOfSealed.get(source);
        if (entry != null && entry.pages() > 0) {
            return new Forecast.Expected(toRead, readAgain(toRead, entry, sealed), Forecast.Basis.LEDGER);
        }
        if (sealed != null) {
            return new Forecast.Expected(toRead, asOthers(toRead, sealed), Forecast.Basis.LEDGER);
        }
        Probe probe = probes.get(source);
        return probe == null
                ? new Forecast.Expected(toRead, PageRange.NONE, Forecast.Basis.NONE)
                : new Forecast.Expected(toRead, guessed(toRead, probe, now), Forecast.Basis.PROBE);
    }

    /** What was read stays; what is new is as on other days, or as in the part that was read. */
    private static PageRange readAgain(SliceToRead toRead, LedgerEntry entry, double @Nullable [] sealed) {
        double seen = millis(toRead.slice().start(), entry.readUntil());
        double all = millis(toRead.slice().start(), toRead.planned().readUntil());
        if (all <= seen || seen <= 0) {
            return PageRange.exactly(entry.pages());
        }
        double likely = entry.pages() * all / seen;
        return PageRange.of(
                (double) entry.pages(),
                likely,
                Math.max(
                        (double) entry.pages() + GUESSED * (likely - entry.pages()),
                        sealed == null ? 0 : sealed[sealed.length - 1]));
    }

    private PageRange asOthers(SliceToRead toRead, double[] sealed) {
        int unusual = sealed.length < MANY ? 0 : sealed.length / MANY;
        double width = (double) toRead.slice().width().toMillis();
        double scale = width / this.width.toMillis();
        double part = millis(toRead.slice().start(), toRead.planned().readUntil()) / width;
        int doubt = sealed.length < TELLING ? 2 : 1;
        return PageRange.of(
                // Of a day that isn't over nobody knows how much has happened yet.
                part < 1 ? 1 : sealed[unusual] * scale / doubt,
                Arrays.stream(sealed).average().orElse(0) * scale * part,
                sealed[sealed.length - 1 - unusual] * scale * doubt);
    }

    private PageRange guessed(SliceToRead toRead, Probe probe, Instant now) {
        if (probe.isAll()) {
            return PageRange.exactly(1);
        }
        Duration span =
                Duration.between(toRead.slice().start(), toRead.planned().readUntil());
        double likely =
                probe.invocationsIn(span, Duration.between(toRead.slice().start(), now)) / pageSize;
        return PageRange.of(likely / GUESSED, likely, likely * GUESSED);
    }

    private static double millis(Instant from, Instant until) {
        return (double) Duration.between(from, until).toMillis();
    }
}
