package io.ssmexport.sink.file;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.staging.StagedSlice;

/** How much of a slice is, or will be, in a file; members as in {@link SliceExport}. */
record SliceCounts(long invocations, long openInvocations, long rows, long keptInvocations) {

    static SliceCounts of(StagedSlice staged) {
        return new SliceCounts(staged.invocations(), staged.openInvocations(), staged.rows(), 0);
    }

    /** One kept invocation more. AWS won't tell any more how it went on: it is not counted as open. */
    SliceCounts withKept(int rowsOfInvocation) {
        return new SliceCounts(invocations + 1, openInvocations, rows + rowsOfInvocation, keptInvocations + 1);
    }

    /** With fewer rows: those that nobody chose. */
    SliceCounts without(long rowsLeftOut) {
        return new SliceCounts(invocations, openInvocations, rows - rowsLeftOut, keptInvocations);
    }

    SliceExport in(String file, FileReplacement.Result result) {
        return new SliceExport(
                invocations, openInvocations, rows, keptInvocations, file, result.bytes(), result.checksum());
    }

    SliceExport withoutFile() {
        return new SliceExport(invocations, openInvocations, rows, keptInvocations, null, 0, null);
    }
}
