package io.ssmexport.job.slices;

import io.ssmexport.slice.Slice;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.time.Instant;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A planned slice as the execution context of its partition; only this class knows the keys. */
final class SlicePartition {

    private static final String ACCOUNT = "slice.account";
    private static final String REGION = "slice.region";
    private static final String START = "slice.start";
    private static final String WIDTH = "slice.width";
    private static final String READ_UNTIL = "slice.readUntil";
    private static final String PUBLISHED = "slice.published";

    private SlicePartition() {}

    static ExecutionContext context(PlannedSlice planned) {
        ExecutionContext context = new ExecutionContext();
        complete(context, planned);
        return context;
    }

    /** Fills a context that is empty because the process died before it was saved with its partition. */
    static void complete(ExecutionContext context, PlannedSlice planned) {
        if (context.containsKey(ACCOUNT)) {
            return;
        }
        context.putString(ACCOUNT, planned.slice().account());
        context.putString(REGION, planned.slice().region());
        context.putLong(START, planned.slice().start().toEpochMilli());
        context.putLong(WIDTH, planned.slice().width().toMillis());
        context.putLong(READ_UNTIL, planned.readUntil().toEpochMilli());
    }

    static PlannedSlice planned(ExecutionContext context) {
        return new PlannedSlice(
                new Slice(
                        context.getString(ACCOUNT),
                        context.getString(REGION),
                        Instant.ofEpochMilli(context.getLong(START)),
                        Duration.ofMillis(context.getLong(WIDTH))),
                Instant.ofEpochMilli(context.getLong(READ_UNTIL)));
    }

    /** Whether the ledger has the slice: the mark is committed together with its entry. */
    static boolean isPublished(ExecutionContext context) {
        return context.getLong(PUBLISHED, 0) == 1;
    }

    static void markPublished(ExecutionContext context) {
        context.putLong(PUBLISHED, 1);
    }
}
