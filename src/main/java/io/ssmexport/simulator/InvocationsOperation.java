package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The operation that lists invocations, page by page, newest first. */
final class InvocationsOperation implements Operation {

    private static final int TYPICAL_PAGE_BYTES = 1 << 17;

    private final Simulation simulation;
    private final Clock clock;
    private final Faults faults;
    private final JsonFactory jsonFactory = new JsonFactory();
    private final Map<Signer, History> histories = new ConcurrentHashMap<>();

    InvocationsOperation(Simulation simulation, Clock clock, Faults faults) {
        this.simulation = simulation;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public byte[] answer(Signer signer, JsonNode request) throws ServiceError, IOException {
        CheckedRequest query = faults.bounded(CheckedRequest.of(request));
        int selection = PageToken.selection(signer, query.selection());
        Paging paging = Paging.of(faults, query, selection);
        long now = clock.millis();
        History history =
                histories.computeIfAbsent(signer, key -> new History(simulation, key.account(), key.region()));
        Scan scan = new Scan(history, query, now, faults.listedUntil(now), start(paging.sent()));

        ByteArrayOutputStream body = new ByteArrayOutputStream(TYPICAL_PAGE_BYTES);
        try (JsonGenerator json = jsonFactory.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("CommandInvocations");
            write(
                    scan,
                    faults.pageSize(query.maxResults()),
                    new InvocationJson(json, now, query.details(), faults::traces));
            json.writeEndArray();
            Position last = scan.position();
            if (scan.next() != null) {
                paging.writeNext(json, last);
            }
            json.writeEndObject();
        }
        return body.toByteArray();
    }

    private static void write(Scan scan, int size, InvocationJson json) throws IOException {
        for (int i = 0; i < size; i++) {
            Invocation invocation = scan.next();
            if (invocation == null) {
                return;
            }
            json.write(invocation);
        }
    }

    private @Nullable Position start(@Nullable PageToken sent) {
        if (sent == null) {
            return null;
        }
        return faults.duplicates() ? sent.after().newer() : sent.after();
    }
}
