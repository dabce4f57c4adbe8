package io.ssmexport.sink.file;

import io.ssmexport.destination.FileType;
import io.ssmexport.disk.Directories;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a slice in a dataset, {@code requested_date=2026-11-19/123456789012_us-east-1_0000.parquet}. Query engines read
 * the day's directory as a column.
 *
 * @param ending that of a {@link FileType}
 */
record SliceFile(Path path, Instant start, String ending) {

    private static final String DAY_PREFIX = "requested_date=";
    private static final Pattern NAME = Pattern.compile("[0-9]{12}_[a-z0-9-]+_([0-9]{4})(\\..+)");
    private static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    /** Path of a slice's file, relative to the dataset. */
    static String name(Slice slice, String ending) {
        return DAY_PREFIX + slice.date() + "/" + slice.nameInDay() + ending;
    }

    /** All there are in a dataset, by day and name. */
    static List<SliceFile> list(Path root) throws IOException {
        List<SliceFile> files = new ArrayList<>();
        for (Path day : Directories.list(root)) {
            if (String.valueOf(day.getFileName()).startsWith(DAY_PREFIX)) {
                for (Path file : Directories.list(day)) {
                    SliceFile parsed = parse(file, String.valueOf(day.getFileName()));
                    if (parsed != null) {
                        files.add(parsed);
                    }
                }
            }
        }
        return files;
    }

    private static @Nullable SliceFile parse(Path file, String day) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches() || FileType.ofEnding(name.group(2)).isEmpty()) {
            return null;
        }
        try {
            Instant start = LocalDate.parse(day.substring(DAY_PREFIX.length()))
                    .atTime(LocalTime.parse(name.group(1), HOUR_MINUTE))
                    .toInstant(ZoneOffset.UTC);
            return new SliceFile(file, start, name.group(2));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether its day has any of {@code [from, until)}. */
    boolean isOfDayWithin(Instant from, Instant until) {
        Instant day = Slice.floor(start, Duration.ofDays(1));
        return day.isBefore(until) && day.plus(Duration.ofDays(1)).isAfter(from);
    }
}
