package io.ssmexport.job.slices;

import io.ssmexport.ssm.AsOf;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.PagePosition;
import java.time.Instant;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The position of a slice's reading as part of its execution context; only this class knows the keys. */
final class SavedPosition {

    private static final String TOKEN = "reader.token";
    private static final String PAGES = "reader.pages";
    private static final String DONE = "reader.done";
    private static final String LISTED = "reader.listed";
    private static final String WITHOUT_ROW = "reader.withoutRow";
    private static final String RESUME = "reader.resume";
    private static final String AS_OF = "reader.asOf";
    private static final String HIDDEN = "reader.hidden";

    private SavedPosition() {}

    /** The saved one, or that before the first page. What an earlier version did not save is unknown. */
    static PagePosition of(ExecutionContext saved, InvocationQuery query) {
        int pages = Math.toIntExact(saved.getLong(PAGES, 0));
        if (pages == 0) {
            return PagePosition.first(query);
        }
        return new PagePosition(
                saved.containsKey(TOKEN) ? saved.getString(TOKEN) : null,
                pages,
                saved.getLong(LISTED, 0),
                saved.getLong(WITHOUT_ROW, 0),
                saved.containsKey(RESUME) ? saved.getString(RESUME) : null,
                saved.getLong(DONE, 0) == 1,
                saved.containsKey(AS_OF)
                        ? new AsOf(Instant.ofEpochMilli(saved.getLong(AS_OF)), saved.getLong(HIDDEN, 0))
                        : AsOf.UNKNOWN);
    }

    static void save(PagePosition position, ExecutionContext to) {
        if (position.token() == null) {
            to.remove(TOKEN);
        } else {
            to.putString(TOKEN, position.token());
        }
        if (position.resumeToken() != null) {
            to.putString(RESUME, position.resumeToken());
        }
        AsOf asOf = position.asOf();
        if (asOf.time() == null) {
            to.remove(AS_OF);
        } else {
            to.putLong(AS_OF, asOf.time().toEpochMilli());
        }
        to.putLong(HIDDEN, asOf.hiddenOpen());
        to.putLong(LISTED, position.listed());
        to.putLong(WITHOUT_ROW, position.withoutRow());
        to.putLong(PAGES, position.pages());
        to.putLong(DONE, position.done() ? 1 : 0);
    }
}
