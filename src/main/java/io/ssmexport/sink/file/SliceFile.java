package io.ssmexport.sink.file;

import io.ssmexport.destination.FileType;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a slice in a dataset, {@code requested_date=2026-11-19/123456789012_us-east-1_0000.parquet}. Query engines read
 * the day's directory as a column.
 *
 * @param name relative to the dataset
 * @param source whose invocations are in it
 * @param ending that of a {@link FileType}
 */
record SliceFile(String name, Source source, Instant start, String ending) {

    static final String DAY_PREFIX = "requested_date=";
    private static final Pattern NAME = Pattern.compile(DAY_PREFIX
            + "(?<day>[^/]+)/(?<account>[0-9]{12})_(?<region>[a-z0-9-]+)_(?<time>[0-9]{4})(?<ending>\\.[^/]+)");
    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    /** Path of a slice's file, relative to the dataset. */
    static String name(Slice slice, String ending) {
        return DAY_PREFIX + slice.date() + "/" + slice.nameInDay() + ending;
    }

    /** All there are in a dataset, by day and name. */
    static List<SliceFile> list(Storage storage) throws IOException {
        return storage.list(DAY_PREFIX).stream()
                .flatMap(file -> parse(file.name()).stream())
                .toList();
    }

    private static Optional<SliceFile> parse(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches() || FileType.ofEnding(name.group("ending")).isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant start = LocalDate.parse(name.group("day"))
                    .atTime(LocalTime.parse(name.group("time"), HOUR_MINUTE))
                    .toInstant(ZoneOffset.UTC);
            return Optional.of(new SliceFile(
                    path, new Source(name.group("account"), name.group("region")), start, name.group("ending")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Name of the directory that it is in. */
    String day() {
        return name.substring(0, name.indexOf('/'));
    }

    /** As {@link Slice#name}. */
    String sliceName() {
        String nameInDay = name.substring(day().length() + 1, name.length() - ending.length());
        return day().substring(DAY_PREFIX.length()) + "_" + nameInDay;
    }

    /** Whether its day has any of {@code [from, until)}. */
    boolean isOfDayWithin(Instant from, Instant until) {
        Instant day = Slice.floor(start, Duration.ofDays(1));
        return day.isBefore(until) && day.plus(Duration.ofDays(1)).isAfter(from);
    }
}
