package io.ssmexport.job.slices;

import io.ssmexport.row.Flattener;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.CommandPage;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.ReadInvocation;
import io.ssmexport.state.PlannedSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Makes rows of a page, of those of its invocations that belong to the slice: the service is asked for a bit more. */
final class PageFlattener implements ItemProcessor<CommandPage, RowPage> {

    private final Slice slice;
    private final Instant until;
    private final Flattener flattener;
    private final InvocationQuery query;
    private final Tally tally;

    PageFlattener(PlannedSlice planned, InvocationQuery query, PrintedText printed, Tally tally) {
        this.slice = planned.slice();
        this.until = planned.readUntil();
        this.flattener = new Flattener(slice.account(), slice.region(), printed);
        this.query = query;
        this.tally = tally;
    }

    @Override
    public RowPage process(CommandPage page) {
        List<InvocationRows> invocations = new ArrayList<>(page.invocations().size());
        for (ReadInvocation read : page.invocations()) {
            InvocationRows rows = read.hasRow() ? flattener.rows(read.invocation(), page.readAt()) : null;
            if (rows == null) {
                tally.strange(read);
            } else if (query.isWithin(slice, until, rows.first().invocation().requestedDateTime())) {
                invocations.add(rows);
                tally.strange(read);
            }
        }
        RowPage rowPage = new RowPage(page.number(), invocations);
        tally.page(slice, rowPage);
        return rowPage;
    }
}
