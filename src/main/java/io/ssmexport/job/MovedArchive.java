package io.ssmexport.job;

import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.failure.Failure;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.FileSink;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ExportedAs;
import io.ssmexport.state.LedgerEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds again files that were moved, on a host, in buckets, or from the one to the other: the state knows of some that are
 * no longer where they were, and what the ledger names of them is here.
 */
final class MovedArchive {

    private final ExportOptions options;
    private final Environment environment;
    private final Sink sink;

    MovedArchive(ExportOptions options, Environment environment, Sink sink) {
        this.options = options;
        this.environment = environment;
        this.sink = sink;
    }

    /**
     * The place where it was, as the state has it.
     *
     * @param known what the state has of the job, by place
     */
    Optional<String> wasAt(Map<String, Archive> known) {
        if (!options.into().isKept() || !(sink instanceof FileSink here)) {
            return Optional.empty();
        }
        List<String> gone = known.entrySet().stream()
                .filter(entry -> isOf(entry.getValue(), here) && isGone(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return gone.size() == 1 ? Optional.of(gone.get(0)) : Optional.empty();
    }

    private boolean isOf(Archive archive, FileSink here) {
        if (!new ExportedAs(JobReading.selection(options), options.slice())
                .equals(new ExportedAs(String.valueOf(archive.selection()), archive.width()))) {
            return false;
        }
        List<SliceExport> files = archive.slices().stream()
                .sorted(Comparator.comparing(LedgerEntry::exportedAt))
                .map(LedgerEntry::export)
                .filter(export -> export.file() != null)
                .toList();
        return !files.isEmpty() && here.isOf(files);
    }

    /** A place that can't be looked at isn't: what is there may be read by somebody. */
    private boolean isGone(String place) {
        try {
            if (!(Destination.parse(place) instanceof FileDestination was)) {
                return false;
            }
            try (FileSink there = Stores.files(was, options, environment, Stores.temporary())) {
                return there.isEmpty();
            }
        } catch (IllegalArgumentException | Failure unknown) {
            return false;
        }
    }
}
