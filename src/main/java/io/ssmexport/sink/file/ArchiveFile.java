package io.ssmexport.sink.file;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.InvocationReader;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A file of a destination, read for what was archived. A run may replace it meanwhile: an open file stays the old one. */
record ArchiveFile(Storage storage, String name, RowFormat format) {

    /** Where a footer is found: some 10 kB for each row group. */
    private static final long END_BYTES = 256 << 10;

    /** Nothing if there is no such file. */
    void read(Instant from, Instant until, Extent extent, Consumer<InvocationRows> each) throws IOException {
        try (FileCopy copy = storage.copy(name);
                InvocationReader reader = new InvocationReader(format.open(copy.path(), extent))) {
            for (InvocationRows rows = reader.read(); rows != null; rows = reader.read()) {
                Instant requested = rows.first().invocation().requestedDateTime();
                if (!requested.isBefore(from) && requested.isBefore(until)) {
                    each.accept(rows);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was exported to it yet.
        }
    }

    /** How much of it there is, of invocations whose first row is such; nothing if there is no such file. */
    Amount amount(Predicate<PluginRow> counted) throws IOException {
        long invocations = 0;
        long count = 0;
        try (FileCopy copy = storage.copy(name);
                InvocationReader reader = new InvocationReader(format.open(copy.path()))) {
            for (InvocationRows rows = reader.read(); rows != null; rows = reader.read()) {
                if (counted.test(rows.first())) {
                    invocations++;
                    count += rows.rows().size();
                }
            }
            return new Amount(1, invocations, count, copy.file().bytes());
        } catch (NoSuchFileException e) {
            return Amount.NOTHING;
        }
    }

    /** What the file, which must be there, says of how it was read; empty if it says nothing. */
    Optional<Note> note() throws IOException {
        if (!format.keepsFacts()) {
            return Optional.empty();
        }
        try (FileCopy end = storage.end(name, END_BYTES)) {
            return note(end);
        } catch (DamagedFileException e) {
            try (FileCopy whole = storage.copy(name)) {
                return note(whole);
            }
        }
    }

    private Optional<Note> note(FileCopy copy) throws IOException {
        return Optional.ofNullable(format.facts(copy.path()).get(Note.FACT))
                .map(text -> Note.parse(text, storage.place(name)));
    }

    /** Hands over each text that a command printed. */
    void forEachPrinted(Consumer<String> each) throws IOException {
        try (FileCopy copy = storage.copy(name);
                RowReader rows = format.open(copy.path())) {
            for (PluginRow row = rows.read(); row != null; row = rows.read()) {
                row.forEachPrinted(each);
            }
        } catch (NoSuchFileException e) {
            // Nothing was exported to it yet.
        }
    }
}
