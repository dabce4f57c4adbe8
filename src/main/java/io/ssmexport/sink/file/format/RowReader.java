package io.ssmexport.sink.file.format;

import io.ssmexport.row.PluginRow;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads rows in the order in which they were written. */
public interface RowReader extends Closeable {

    /** The next row, or null after the last. */
    @Nullable
    PluginRow read() throws IOException;
}
