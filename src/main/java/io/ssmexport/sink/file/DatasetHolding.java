package io.ssmexport.sink.file;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.sink.file.storage.StoredFile;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset holds. Its Parquet files say so themselves, a note beside its CSV files says it for them, and the files of a
 * version that kept no note only show it. Without slices it holds nothing.
 */
final class DatasetHolding {

    /** Neither ends like a data file nor is read by query engines, which skip names with an underscore. */
    static final String NOTE = "_ssm-export.json";

    private final Storage storage;
    private final RowFormat format;
    private final Reading reading;
    private final Duration width;

    DatasetHolding(Storage storage, RowFormat format, FileSinkSettings settings) {
        this.storage = storage;
        this.format = format;
        this.reading = settings.reading();
        this.width = settings.width();
    }

    Note note() {
        return Note.of(reading, width);
    }

    /**
     * See {@link io.ssmexport.sink.Sink#check}.
     *
     * @param files of the dataset's slices, the newest last
     */
    void check(List<SliceFile> files, boolean known) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        Note noted = noted(files);
        if (noted != null) {
            requireWidth(noted.slice());
            reading.requireSameAs(noted.reading(), place(), known);
        } else {
            for (SliceFile file : files) {
                requireWidth(file, known);
            }
            reading.requireAll(place(), known);
            List<String> names = files.stream().map(SliceFile::name).toList();
            reading.requireNoTraceOfAnother(new RowTraces(storage, names, format), place(), known);
        }
    }

    /** See {@link io.ssmexport.sink.Upkeep#requireRedactable}. */
    void requireRedactable(List<SliceFile> files) throws IOException {
        Note noted = files.isEmpty() ? null : noted(files);
        if (noted != null) {
            requireWidth(noted.slice());
            reading.requireMaskedFrom(noted.reading(), place());
        }
    }

    private String place() {
        return storage.place("");
    }

    private @Nullable Note noted(List<SliceFile> files) throws IOException {
        if (!format.keepsFacts()) {
            return storage.find(NOTE).isPresent() ? Note.parse(beside().text(), storage.place(NOTE)) : null;
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            try {
                Optional<Note> note = new ArchiveFile(storage, files.get(i).name(), format).note();
                if (note.isPresent()) {
                    return note.get();
                }
            } catch (DamagedFileException e) {
                // The others say it, too.
            }
        }
        return null;
    }

    private void requireWidth(@Nullable String held) {
        if (!width.toString().equals(held)) {
            throw otherWidth(shown(String.valueOf(held)));
        }
    }

    private static String shown(String held) {
        try {
            return Quantity.of(Duration.parse(held));
        } catch (DateTimeParseException e) {
            return held;
        }
    }

    /** The ledger of a job that is known has its width. */
    private void requireWidth(SliceFile file, boolean known) throws IOException {
        Instant end = file.start().plus(width);
        boolean aligned = Slice.floor(file.start(), width).equals(file.start());
        if (!aligned
                || (!known
                        && width.compareTo(Duration.ofDays(1)) < 0
                        && new RowTraces(storage, List.of(file.name()), format)
                                .any(row ->
                                        !row.invocation().requestedDateTime().isBefore(end)))) {
            throw otherWidth("another width, such as " + storage.place(file.name()));
        }
    }

    private Failure otherWidth(String held) {
        return new Failure(
                USAGE,
                Problem.at(
                                "slice",
                                place() + " holds slices of " + held + " but was " + Quantity.of(width)
                                        + ", and files of both would overlap")
                        .withRemedy("export to another destination to change it"));
    }

    /**
     * The note beside the files.
     *
     * @param file null if there is none
     */
    private record Beside(@Nullable StoredFile file, String text) {}

    private Beside beside() throws IOException {
        try (FileCopy copy = storage.copy(NOTE)) {
            return new Beside(copy.file(), Files.readString(copy.path()));
        } catch (NoSuchFileException e) {
            return new Beside(null, "");
        }
    }

    /**
     * Writes the note where the files have no place for it.
     *
     * @param unfinished name under which it grows
     * @return false if another job has written one meanwhile, so that {@link #check} is due again
     */
    boolean write(String unfinished) throws IOException {
        String text = note().text() + "\n";
        if (format.keepsFacts()) {
            return true;
        }
        Beside there = beside();
        if (there.text().equals(text)) {
            return true;
        }
        Path file = storage.workplace(unfinished);
        SyncedOutput.write(file, text.getBytes(StandardCharsets.UTF_8));
        return storage.swap(file, NOTE, there.file());
    }
}
