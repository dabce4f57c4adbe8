package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;

/** The operation that lists commands, page by page, newest first. */
final class CommandsOperation implements Operation {

    private final Simulation simulation;
    private final Clock clock;
    private final Faults faults;
    private final JsonFactory jsonFactory = new JsonFactory();

    CommandsOperation(Simulation simulation, Clock clock, Faults faults) {
        this.simulation = simulation;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public byte[] answer(Signer signer, JsonNode request) throws ServiceError, IOException {
        CheckedRequest query = faults.bounded(CheckedRequest.ofCommands(request));
        int selection = PageToken.selection(signer, "ListCommands|" + query.selection());
        Paging paging = Paging.of(faults, query, selection);
        PageToken sent = paging.sent();
        History history = new History(simulation, signer.account(), signer.region());
        long now = clock.millis();
        Scan scan = new Scan(history, query, now, faults.listedUntil(now), sent == null ? null : sent.after());

        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = jsonFactory.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Commands");
            CommandJson commands = new CommandJson(json);
            Position last = scan.position();
            CommandProgress next = scan.nextCommand();
            for (int size = faults.pageSize(query.maxResults()); next != null && size > 0; size--) {
                commands.write(next);
                last = scan.position();
                next = scan.nextCommand();
            }
            json.writeEndArray();
            if (next != null) {
                paging.writeNext(json, last);
            }
            json.writeEndObject();
        }
        return body.toByteArray();
    }
}
