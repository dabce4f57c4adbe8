package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Flattener;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.CommandPage;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.state.PlannedSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/** Makes rows of a page, of those of its invocations that belong to the slice: the service is asked for a bit more. */
final class PageFlattener implements ItemProcessor<CommandPage, RowPage> {

    private final Slice slice;
    private final Instant until;
    private final Flattener flattener;
    private final InvocationQuery query;
    private final RunFigures figures;
    private final Progress progress;

    PageFlattener(PlannedSlice planned, InvocationQuery query, RunFigures figures, Progress progress) {
        this.slice = planned.slice();
        this.until = planned.readUntil();
        this.flattener = new Flattener(slice.account(), slice.region());
        this.query = query;
        this.figures = figures;
        this.progress = progress;
    }

    @Override
    public RowPage process(CommandPage page) {
        List<InvocationRows> invocations = new ArrayList<>(page.invocations().size());
        for (CommandInvocation invocation : page.invocations()) {
            InvocationRows rows = rows(page, invocation);
            if (query.isWithin(slice, until, rows.first().requestedDateTime())) {
                invocations.add(rows);
            }
        }
        RowPage rowPage = new RowPage(page.number(), invocations);
        figures.page(rowPage);
        progress.page(slice, rowPage);
        return rowPage;
    }

    private InvocationRows rows(CommandPage page, CommandInvocation invocation) {
        try {
            return flattener.rows(invocation, page.readAt());
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    INCOMPLETE,
                    "[" + slice + " page " + page.number() + "] " + e.getMessage() + "; leave it out with --until or"
                            + " --filters, or report it",
                    e);
        }
    }
}
