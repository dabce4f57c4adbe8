package io.ssmexport.sink.file.staging;

import io.ssmexport.row.Column;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a part: which pages, and for each invocation its key and how many rows follow.
 *
 * @param firstPage first page, from 1
 * @param lastPage last page, included
 * @param invocations in the order of their rows; none for pages that were empty
 */
record PartHeader(int firstPage, int lastPage, List<StagedInvocation> invocations) {

    private static final int MAGIC = 0x53534d50; // SSMP
    private static final int LAYOUT_VERSION = 1;

    static PartHeader of(List<RowPage> pages) {
        List<StagedInvocation> invocations = new ArrayList<>();
        for (RowPage page : pages) {
            for (InvocationRows invocation : page.invocations()) {
                invocations.add(StagedInvocation.of(invocation));
            }
        }
        return new PartHeader(pages.get(0).number(), pages.get(pages.size() - 1).number(), invocations);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(LAYOUT_VERSION);
        out.writeInt(Column.CONTRACT_VERSION);
        out.writeInt(firstPage);
        out.writeInt(lastPage);
        out.writeInt(invocations.size());
        for (StagedInvocation invocation : invocations) {
            out.writeLong(invocation.key().high());
            out.writeLong(invocation.key().low());
            out.writeInt(invocation.rows() << 1 | (invocation.open() ? 1 : 0));
        }
    }

    /** Reads a header, or null if this program doesn't write such parts (any more). */
    static @Nullable PartHeader read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != LAYOUT_VERSION || in.readInt() != Column.CONTRACT_VERSION) {
            return null;
        }
        int firstPage = in.readInt();
        int lastPage = in.readInt();
        int count = in.readInt();
        List<StagedInvocation> invocations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            InvocationKey key = new InvocationKey(in.readLong(), in.readLong());
            int rowsAndOpen = in.readInt();
            invocations.add(new StagedInvocation(key, rowsAndOpen >>> 1, (rowsAndOpen & 1) == 1));
        }
        return new PartHeader(firstPage, lastPage, invocations);
    }
}
