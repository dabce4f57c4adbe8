package io.ssmexport.cli;

import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.coverage.DayState;
import io.ssmexport.coverage.SourceCoverage;
import io.ssmexport.failure.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Coverage as text: a line for each account and region, a character for each day. */
final class Calendar {

    /** Widest calendar: what AWS keeps and some days more fit on a terminal beside account and region. */
    private static final int MOST_DAYS = 35;

    private static final int LABEL = 30;

    private final Coverage coverage;
    private final LocalDate first;
    private final LocalDate last;

    /** At least one source. */
    Calendar(Coverage coverage) {
        this.coverage = coverage;
        this.last = coverage.sources().stream()
                .map(source -> source.days().get(source.days().size() - 1).date())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate oldest = coverage.sources().stream()
                .map(source -> source.days().get(0).date())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate earliest = last.minusDays(MOST_DAYS - 1L);
        this.first = oldest.isAfter(earliest) ? oldest : earliest;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(LABEL) + months());
        lines.add(" ".repeat(LABEL) + digits(10));
        lines.add(" ".repeat(LABEL) + digits(1) + "  open  oldest unsealed");
        coverage.sources().forEach(source -> lines.add(line(source)));
        return lines;
    }

    /** The month over its first day shown, where there is room. */
    private String months() {
        StringBuilder months = new StringBuilder();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            int column = Math.toIntExact(date.toEpochDay() - first.toEpochDay());
            boolean begins = date.equals(first) || date.getDayOfMonth() == 1;
            if (begins && months.length() <= column) {
                months.append(" ".repeat(column - months.length()))
                        .append(date.toString(), 0, 7)
                        .append(' ');
            }
        }
        return months.toString().stripTrailing();
    }

    private String digits(int place) {
        return first.datesUntil(last.plusDays(1))
                .map(date -> String.valueOf(date.getDayOfMonth() / place % 10))
                .collect(Collectors.joining());
    }

    private String line(SourceCoverage source) {
        Map<LocalDate, DayCoverage> byDate =
                source.days().stream().collect(Collectors.toMap(DayCoverage::date, Function.identity()));
        String cells = first.datesUntil(last.plusDays(1))
                .map(date -> String.valueOf(cell(byDate.get(date))))
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "%-" + LABEL + "s%s %5d  %s",
                        source.source(),
                        cells,
                        source.openInvocations(),
                        end(source))
                .stripTrailing();
    }

    private static char cell(@Nullable DayCoverage day) {
        return (day == null ? DayState.OUTSIDE : day.state()).cell();
    }

    private String end(SourceCoverage source) {
        String unsealed = source.oldestUnsealed()
                .flatMap(date -> source.daysUntilForgotten(coverage.now())
                        .map(days -> date + ", forgotten " + (days == 0 ? "today" : "in " + Quantity.of(days, "day"))))
                .orElse("-");
        List<String> notes = new ArrayList<>(List.of(source.current() ? unsealed : "no longer read"));
        long before = source.days().stream()
                .filter(day -> day.date().isBefore(first) && day.state() == DayState.SEALED)
                .count();
        if (before > 0) {
            notes.add(Quantity.of(before, "day") + " sealed before");
        }
        long expired = source.days(DayState.EXPIRED);
        if (expired > 0) {
            notes.add(Quantity.of(expired, "day") + " expired");
        }
        return String.join("; ", notes);
    }
}
