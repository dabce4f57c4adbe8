package io.ssmexport.sink.file.staging;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a slice as one list in which each invocation stands once. The service's list moves while it is read, so
 * that an invocation can come twice: what was read last holds.
 */
public final class StagedSlice {

    private final List<Path> parts;
    private final InvocationIndex index;
    private long invocations;
    private long openInvocations;
    private long rows;

    /**
     * @param parts in the order of their pages
     * @param occurrences how many invocations their headers list
     */
    StagedSlice(List<Path> parts, int occurrences) throws IOException {
        this.parts = parts;
        this.index = new InvocationIndex(occurrences);
        find();
        count();
    }

    private void find() throws IOException {
        int ordinal = 0;
        for (Path part : parts) {
            for (StagedInvocation invocation : Part.header(part).invocations()) {
                index.put(invocation.key(), ++ordinal);
            }
        }
    }

    private void count() throws IOException {
        int ordinal = 0;
        for (Path part : parts) {
            for (StagedInvocation invocation : Part.header(part).invocations()) {
                if (index.last(invocation.key()) == ++ordinal) {
                    invocations++;
                    openInvocations += invocation.open() ? 1 : 0;
                    rows += invocation.rows();
                }
            }
        }
    }

    public long invocations() {
        return invocations;
    }

    public long openInvocations() {
        return openInvocations;
    }

    public long rows() {
        return rows;
    }

    /** Whether the slice has that invocation, with whatever rows. */
    public boolean contains(InvocationRows invocation) {
        return index.last(InvocationKey.of(invocation.first())) != 0;
    }

    /** Writes the rows that are wanted, in the order in which they were read; how many they are. */
    public long copyTo(RowWriter writer, RowChoice wanted) throws IOException {
        long written = 0;
        int ordinal = 0;
        for (Path part : parts) {
            try (PartReader reader = new PartReader(part)) {
                for (StagedInvocation invocation : reader.header().invocations()) {
                    List<PluginRow> rows = new ArrayList<>(invocation.rows());
                    for (int i = 0; i < invocation.rows(); i++) {
                        rows.add(reader.read());
                    }
                    if (index.last(invocation.key()) == ++ordinal) {
                        for (PluginRow row : wanted.of(new InvocationRows(rows))) {
                            writer.write(row);
                            written++;
                        }
                    }
                }
            }
        }
        return written;
    }
}
