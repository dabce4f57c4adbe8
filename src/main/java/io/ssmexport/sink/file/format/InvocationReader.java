package io.ssmexport.sink.file.format;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one invocation after the other; the sinks always write them together. */
public final class InvocationReader implements Closeable {

    private final RowReader rows;
    private @Nullable PluginRow ahead;

    public InvocationReader(RowReader rows) throws IOException {
        this.rows = rows;
        this.ahead = rows.read();
    }

    /** The next invocation, or null after the last. */
    public @Nullable InvocationRows read() throws IOException {
        PluginRow first = ahead;
        if (first == null) {
            return null;
        }
        List<PluginRow> invocation = new ArrayList<>();
        PluginRow row = first;
        while (row != null && InvocationRows.isSame(first, row)) {
            invocation.add(row);
            row = rows.read();
        }
        ahead = row;
        return new InvocationRows(invocation);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
