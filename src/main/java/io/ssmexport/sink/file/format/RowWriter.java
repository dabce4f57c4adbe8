package io.ssmexport.sink.file.format;

import io.ssmexport.row.PluginRow;
import java.io.Closeable;
import java.io.IOException;

/** Writes rows one after the other. */
public interface RowWriter extends Closeable {

    void write(PluginRow row) throws IOException;

    /** Completes the file, forces it to the disk and checks it; without that, or after an error, it is not a file of rows. */
    @Override
    void close() throws IOException;
}
