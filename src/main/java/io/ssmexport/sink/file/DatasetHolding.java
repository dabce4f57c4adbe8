package io.ssmexport.sink.file;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset holds. Its Parquet files say so themselves, a note beside its CSV files says it for them, and the files of a
 * version that kept no note only show it. Without slices it holds nothing.
 */
final class DatasetHolding {

    /** Neither ends like a data file nor is read by query engines, which skip names with an underscore. */
    static final String NOTE = "_ssm-export.json";

    private final Path root;
    private final RowFormat format;
    private final Reading reading;
    private final Duration width;

    DatasetHolding(Path root, RowFormat format, FileSinkSettings settings) {
        this.root = root;
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
            reading.requireSameAs(noted.reading(), root, known);
        } else {
            for (SliceFile file : files) {
                requireWidth(file, known);
            }
            reading.requireAll(root, known);
            List<Path> paths = files.stream().map(SliceFile::path).toList();
            reading.requireNoTraceOfAnother(new RowTraces(paths, format), root, known);
        }
    }

    private @Nullable Note noted(List<SliceFile> files) throws IOException {
        if (!format.keepsFacts()) {
            Path note = root.resolve(NOTE);
            return Files.exists(note) ? Note.parse(Files.readString(note), note) : null;
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            SliceFile file = files.get(i);
            String text = format.facts(file.path()).get(Note.FACT);
            if (text != null) {
                return Note.parse(text, file.path());
            }
        }
        return null;
    }

    private void requireWidth(@Nullable String held) {
        if (!width.toString().equals(held)) {
            throw otherWidth(String.valueOf(held));
        }
    }

    /** The ledger of a job that is known has its width. */
    private void requireWidth(SliceFile file, boolean known) throws IOException {
        Instant end = file.start().plus(width);
        boolean aligned = Slice.floor(file.start(), width).equals(file.start());
        if (!aligned
                || (!known
                        && width.compareTo(Duration.ofDays(1)) < 0
                        && new RowTraces(List.of(file.path()), format)
                                .any(row -> !row.requestedDateTime().isBefore(end)))) {
            throw otherWidth("another width, such as " + file.path());
        }
    }

    private Failure otherWidth(String held) {
        return new Failure(
                USAGE,
                String.format(
                        Locale.ROOT,
                        "[slice] %s holds slices of %s but was %s, and files of both would overlap; export to another destination to change it",
                        root,
                        held,
                        width));
    }

    /**
     * Writes the note where the files have no place for it.
     *
     * @param workplace directory for the new note until it is whole
     */
    void write(Path workplace) throws IOException {
        String text = note().text() + "\n";
        Path note = root.resolve(NOTE);
        if (format.keepsFacts() || (Files.exists(note) && Files.readString(note).equals(text))) {
            return;
        }
        Path unfinished = workplace.resolve("note.tmp");
        try (SyncedOutput out = new SyncedOutput(unfinished)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(root);
    }
}
