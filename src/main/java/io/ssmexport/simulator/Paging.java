package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where in its list a page stands, by the token that was sent.
 *
 * @param selection what the list is of
 * @param sent null for the first page
 * @param serial number of pages that have been asked for
 */
record Paging(
        Faults faults,
        CheckedRequest query,
        int selection,
        @Nullable PageToken sent,
        long serial) {

    /** @throws ServiceError if the token is of another list, or has expired */
    static Paging of(Faults faults, CheckedRequest query, int selection) throws ServiceError {
        PageToken sent = query.nextToken() == null ? null : PageToken.decode(query.nextToken());
        long serial = faults.countPage();
        if (sent != null && (sent.selection() != selection || faults.expired(sent, serial))) {
            throw PageToken.invalid();
        }
        return new Paging(faults, query, selection, sent, serial);
    }

    /** Writes the token of the page that goes on after {@code last}. */
    void writeNext(JsonGenerator json, Position last) throws IOException {
        int page = sent == null ? 1 : sent.page() + 1;
        PageToken next = new PageToken(selection, page, faults.tokenGeneration(), serial, last);
        json.writeStringField("NextToken", faults.token(query.nextToken(), next));
    }
}
