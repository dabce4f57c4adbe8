package io.ssmexport.sink.file;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.Upkeep.Replaced;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.Storage;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Upkeep of a directory with a file per slice. */
record DatasetUpkeep(Storage storage, RowFormat format, DatasetHolding holding, Staging staging, String job)
        implements FileUpkeep {

    @Override
    public Amount before(Set<Source> sources, Instant time) throws IOException {
        Amount amount = Amount.NOTHING;
        for (SliceFile file : files(sources, time)) {
            amount = amount.plus(new ArchiveFile(storage, file.name(), format).amount(row -> true));
        }
        return amount;
    }

    @Override
    public void forget(Set<Source> sources, Instant before) throws IOException {
        for (SliceFile file : files(sources, before)) {
            storage.delete(List.of(file.name()));
            CrashPoint.SLICE_FORGOTTEN.reached();
            storage.deleteIfEmpty(file.day());
        }
    }

    @Override
    public void forEachPrinted(Consumer<String> each) throws IOException {
        for (SliceFile file : files()) {
            new ArchiveFile(storage, file.name(), format).forEachPrinted(each);
        }
    }

    @Override
    public void requireRedactable() throws IOException {
        holding.requireRedactable(files());
    }

    /** What the newest file says is the last to change: until then a run is refused, however it reads. */
    @Override
    public void redact(UnaryOperator<String> printed, Replaced replaced) throws IOException {
        for (SliceFile file : files()) {
            FileReplacement.Result result = new FileReplacement(storage, file.name(), unfinished(), format)
                    .rewrite(Dataset.facts(job, file.sliceName(), holding.note()), row -> row.withPrinted(printed));
            replaced.file(file.name(), result.bytes(), result.checksum());
        }
        holding.write(unfinished());
    }

    private String unfinished() {
        return staging.root() + "/rewritten.tmp";
    }

    private List<SliceFile> files() throws IOException {
        return SliceFile.list(storage).stream()
                .filter(file -> file.ending().equals(format.ending()))
                .toList();
    }

    private List<SliceFile> files(Set<Source> sources, Instant before) throws IOException {
        return files().stream()
                .filter(file -> file.start().isBefore(before) && sources.contains(file.source()))
                .toList();
    }
}
