package io.ssmexport.dashboard;

import io.ssmexport.history.Cell;
import io.ssmexport.history.Counts;
import io.ssmexport.history.Days;
import io.ssmexport.history.History;
import io.ssmexport.slice.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Invocations by day, account and region, and document, as far as a page has room: the documents with the fewest of them are one
 * then.
 */
final class Cube {

    /** As many as make some 200 KB of the page. */
    static final int MOST_CELLS = 6_000;

    static final int MOST_DOCUMENTS = 150;

    /** Name that no document can have, for it has blanks. */
    static final String OTHERS = "(other documents)";

    private final Days days;
    private final List<Source> sources;
    private final List<@Nullable String> documents;
    private final Map<Cell, Counts> cells = new HashMap<>();

    Cube(History history, List<Source> known) {
        this(history, known, MOST_CELLS);
    }

    Cube(History history, List<Source> known, int mostCells) {
        this.days = history.days();
        this.sources = Stream.concat(
                        known.stream(), history.counts().keySet().stream().map(Cell::source))
                .distinct()
                .sorted(Comparator.comparing(Source::account).thenComparing(Source::region))
                .toList();
        Set<@Nullable String> shown = shown(history, mostCells);
        history.counts()
                .forEach((cell, counts) -> cells.computeIfAbsent(
                                shown.contains(cell.document()) ? cell : new Cell(cell.day(), cell.source(), OTHERS),
                                same -> new Counts())
                        .add(counts));
        this.documents = new ArrayList<>(
                new HashSet<>(cells.keySet().stream().map(Cell::document).toList()));
        documents.sort(Comparator.comparing(document -> Objects.requireNonNullElse(document, "")));
    }

    private static Set<@Nullable String> shown(History history, int mostCells) {
        record Size(long invocations, int cells) {
            Size plus(Size other) {
                return new Size(invocations + other.invocations, cells + other.cells);
            }
        }
        Map<@Nullable String, Size> sizes = new HashMap<>();
        history.counts().forEach((cell, counts) -> sizes.merge(cell.document(), new Size(counts.all(), 1), Size::plus));
        List<Map.Entry<@Nullable String, Size>> largestFirst = sizes.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().invocations()))
                .limit(MOST_DOCUMENTS)
                .toList();
        Set<@Nullable String> shown = new HashSet<>();
        boolean isAll = sizes.size() <= MOST_DOCUMENTS && history.counts().size() <= mostCells;
        int room = isAll ? mostCells : mostCells - cellsOfOneDocument(history);
        for (Map.Entry<@Nullable String, Size> document : largestFirst) {
            room -= document.getValue().cells();
            if (room < 0) {
                break;
            }
            shown.add(document.getKey());
        }
        return shown;
    }

    /** As many as the documents that are one take, at most. */
    private static int cellsOfOneDocument(History history) {
        return Math.toIntExact(history.counts().keySet().stream()
                .map(cell -> new Cell(cell.day(), cell.source(), OTHERS))
                .distinct()
                .count());
    }

    Days days() {
        return days;
    }

    List<Source> sources() {
        return sources;
    }

    /** By name. */
    List<@Nullable String> documents() {
        return documents;
    }

    /** Number of a document among those shown, or of the others. */
    int document(@Nullable String name) {
        int place = documents.indexOf(name);
        return place >= 0 ? place : documents.indexOf(OTHERS);
    }

    int source(Source source) {
        return sources.indexOf(source);
    }

    Map<Cell, Counts> cells() {
        return cells;
    }

    /** Counts of each day that is looked at, and of the period before it from {@code -days.count()} on. */
    Map<Integer, Counts> byDay() {
        Map<Integer, Counts> byDay = new TreeMap<>();
        for (int day = -days.count(); day < days.count(); day++) {
            byDay.put(day, new Counts());
        }
        cells.forEach(
                (cell, counts) -> Objects.requireNonNull(byDay.get(cell.day())).add(counts));
        return byDay;
    }

    /** Of the days that are looked at, or of the period before. */
    Counts total(boolean before) {
        Counts total = new Counts();
        byDay().forEach((day, counts) -> {
            if (day < 0 == before) {
                total.add(counts);
            }
        });
        return total;
    }
}
