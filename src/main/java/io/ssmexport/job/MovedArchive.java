package io.ssmexport.job;

import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.sink.Sink;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ExportedAs;
import io.ssmexport.state.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds again a dataset of this host that was moved: the state knows of one that is no longer where it was, and each file
 * that the ledger names of it is here, with its bytes and its checksum.
 */
final class MovedArchive {

    private final ExportOptions options;
    private final Sink sink;

    MovedArchive(ExportOptions options, Sink sink) {
        this.options = options;
        this.sink = sink;
    }

    /**
     * The place where it was, as the state has it.
     *
     * @param known what the state has of the job, by place
     */
    Optional<String> wasAt(Map<String, Archive> known) {
        if (!isDatasetOnHost(options.into())) {
            return Optional.empty();
        }
        List<String> gone = known.entrySet().stream()
                .filter(entry -> isGone(entry.getKey()) && isHere(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return gone.size() == 1 ? Optional.of(gone.get(0)) : Optional.empty();
    }

    private static boolean isDatasetOnHost(Destination into) {
        return into instanceof FileDestination files
                && files.shape() == FileDestination.Shape.DATASET
                && files.inBucket().isEmpty();
    }

    private static boolean isGone(String place) {
        try {
            return Destination.parse(place) instanceof FileDestination files
                    && isDatasetOnHost(files)
                    && isEmpty(Path.of(files.path()));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return false;
        }
    }

    private static boolean isEmpty(Path directory) {
        if (Files.notExists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isHere(Archive archive) {
        if (!new ExportedAs(JobReading.selection(options), options.slice())
                .equals(new ExportedAs(String.valueOf(archive.selection()), archive.width()))) {
            return false;
        }
        List<LedgerEntry> files = archive.slices().stream()
                .filter(entry -> entry.export().file() != null)
                .toList();
        return !files.isEmpty() && files.stream().allMatch(entry -> sink.holds(entry.slice(), entry.export()));
    }
}
