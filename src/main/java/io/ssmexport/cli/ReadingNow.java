package io.ssmexport.cli;

import io.ssmexport.failure.Quantity;
import io.ssmexport.state.BeingRead;
import io.ssmexport.state.SliceReaders;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lines that say which worker reads what. */
final class ReadingNow {

    private ReadingNow() {}

    static List<String> lines(List<BeingRead> slices) {
        return slices.isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of("", line("read by workers now", "slice of", "pages", "since")),
                                slices.stream().map(ReadingNow::line))
                        .toList();
    }

    private static String line(BeingRead slice) {
        String silent = slice.quiet().compareTo(SliceReaders.SILENT) < 0
                ? ""
                : ", silent for " + Quantity.of(Duration.ofSeconds(slice.quiet().toSeconds()));
        return line(
                slice.lane().account() + " " + slice.lane().region(),
                slice.start().truncatedTo(ChronoUnit.MINUTES).toString(),
                String.valueOf(slice.pages()),
                slice.since().truncatedTo(ChronoUnit.SECONDS) + " by " + slice.worker() + silent);
    }

    private static String line(String lane, String slice, String pages, String since) {
        return String.format(Locale.ROOT, "%-29s %-20s %7s  %s", lane, slice, pages, since);
    }
}
