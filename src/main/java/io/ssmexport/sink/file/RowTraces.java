package io.ssmexport.sink.file;

import io.ssmexport.row.PluginRow;
import io.ssmexport.row.redaction.Redaction;
import io.ssmexport.sink.Reading.Trace;
import io.ssmexport.sink.Reading.Traces;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.storage.FileCopy;
import io.ssmexport.sink.file.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** What the rows of files show of how they were read. */
record RowTraces(Storage storage, List<String> files, RowFormat format) implements Traces<IOException> {

    @Override
    public boolean has(Trace trace) throws IOException {
        return any(
                switch (trace) {
                    case PLUGIN -> row -> row.plugin().pluginName() != null;
                    case OUTPUT -> row -> row.plugin().output() != null;
                    case MASK ->
                        row -> row.plugin().output() != null
                                && row.plugin().output().contains(Redaction.MASK);
                });
    }

    boolean any(Predicate<PluginRow> shows) throws IOException {
        for (String file : files) {
            try (FileCopy copy = storage.copy(file);
                    RowReader rows = format.open(copy.path())) {
                for (PluginRow row = rows.read(); row != null; row = rows.read()) {
                    if (shows.test(row)) {
                        return true;
                    }
                }
            } catch (DamagedFileException e) {
                // What was read until there counts.
            }
        }
        return false;
    }
}
