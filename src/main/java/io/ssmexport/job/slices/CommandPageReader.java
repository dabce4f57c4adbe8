package io.ssmexport.job.slices;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.failure.Problem;
import io.ssmexport.ssm.CommandPage;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.PagePosition;
import io.ssmexport.ssm.SlicePages;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the pages of one slice. The position moves only with a page that arrived, and is saved only with a commit, so a
 * restart asks for the page after the last committed one.
 */
final class CommandPageReader implements ItemStreamReader<CommandPage> {

    private final SlicePages pages;
    private final InvocationQuery query;

    CommandPageReader(SlicePages pages, InvocationQuery query) {
        this.pages = pages;
        this.query = query;
    }

    @Override
    public void open(ExecutionContext saved) {
        pages.start(SavedPosition.of(saved, query));
    }

    @Override
    public void update(ExecutionContext saved) {
        SavedPosition.save(pages.position(), saved);
        pages.committed();
    }

    @Override
    public void close() {
        pages.end();
    }

    /** Forgets the position: the next page is the first. */
    void restart() {
        pages.start(PagePosition.first(query));
    }

    /** Where the reading is. */
    PagePosition position() {
        return pages.position();
    }

    /** Why nothing is proven although the service told the time, or null. */
    @Nullable
    Problem doubt() {
        return pages.doubt();
    }

    @Override
    public @Nullable CommandPage read() {
        CommandPage page = pages.next();
        if (page != null) {
            CrashPoint.PAGE_READ.reached();
        }
        return page;
    }
}
