package io.ssmexport.sink.file;

import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.Upkeep.Replaced;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Upkeep of one file for all slices.
 *
 * @param facts what the file says of itself
 */
record SingleFileUpkeep(FileReplacement file, Map<String, String> facts, Reading reading) implements FileUpkeep {

    @Override
    public Amount before(Set<Source> sources, Instant time) throws IOException {
        return archive().amount(row -> isBefore(row, sources, time));
    }

    @Override
    public void forget(Set<Source> sources, Instant before) throws IOException {
        if (isThere()) {
            file.rewrite(facts, row -> isBefore(row, sources, before) ? null : row);
        }
    }

    @Override
    public void forEachPrinted(Consumer<String> each) throws IOException {
        archive().forEachPrinted(each);
    }

    @Override
    public void requireRedactable() throws IOException {
        if (isThere()) {
            archive()
                    .note()
                    .ifPresent(note -> reading.requireMaskedFrom(
                            note.reading(), file.storage().place(file.target())));
        }
    }

    @Override
    public void redact(UnaryOperator<String> printed, Replaced replaced) throws IOException {
        if (isThere()) {
            FileReplacement.Result result = file.rewrite(facts, row -> row.withPrinted(printed));
            replaced.file(file.target(), result.bytes(), result.checksum());
        }
    }

    private ArchiveFile archive() {
        return new ArchiveFile(file.storage(), file.target(), file.format());
    }

    private boolean isThere() throws IOException {
        return file.storage().find(file.target()).isPresent();
    }

    private static boolean isBefore(PluginRow row, Set<Source> sources, Instant time) {
        return row.invocation().requestedDateTime().isBefore(time)
                && sources.contains(new Source(row.key().accountId(), row.key().region()));
    }
}
