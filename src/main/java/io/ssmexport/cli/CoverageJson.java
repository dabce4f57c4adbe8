package io.ssmexport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.coverage.Coverage;
import io.ssmexport.coverage.DayCoverage;
import io.ssmexport.coverage.SourceCoverage;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.state.Archive;
import io.ssmexport.state.BeingRead;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Coverage for programs. Names and units stay; members may be added. */
final class CoverageJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CoverageJson() {}

    static String of(
            ExportOptions options, Coverage coverage, List<String> alarms, String state, List<BeingRead> beingRead) {
        ObjectNode json = JSON.createObjectNode()
                .put("job", options.name())
                .put("into", options.into().toString())
                .put("now", coverage.now().toString())
                .put("state", state)
                .put("warnDays", options.warnDays());
        ArrayNode alarmed = json.putArray("alarms");
        alarms.forEach(alarmed::add);
        ArrayNode sources = json.putArray("sources");
        coverage.sources().forEach(source -> sources.add(source(source, coverage.now())));
        ArrayNode forgotten = json.putArray("forgottenSoon");
        coverage.forgottenSoon().forEach(slice -> forgotten.add(slice(slice, coverage.now())));
        ArrayNode runs = json.putArray("runs");
        coverage.runs().forEach(run -> runs.add(run(run)));
        ArrayNode read = json.putArray("beingRead");
        beingRead.forEach(slice -> read.add(beingRead(slice)));
        return json.toPrettyString();
    }

    private static ObjectNode source(SourceCoverage source, Instant now) {
        ObjectNode json = JSON.createObjectNode()
                .put("account", source.source().account())
                .put("region", source.source().region())
                .put("current", source.current())
                .put("openInvocations", source.openInvocations())
                .put(
                        "oldestUnsealed",
                        source.oldestUnsealed().map(Object::toString).orElse(null))
                .put("daysUntilForgotten", source.daysUntilForgotten(now).orElse(null));
        ArrayNode days = json.putArray("days");
        source.days().forEach(day -> days.add(day(day)));
        return json;
    }

    private static ObjectNode day(DayCoverage day) {
        return JSON.createObjectNode()
                .put("date", day.date().toString())
                .put("state", day.state().name().toLowerCase(Locale.ROOT))
                .put("slices", day.slices())
                .put("sealed", day.sealed())
                .put("invocations", day.invocations())
                .put("openInvocations", day.openInvocations())
                .put("rows", day.rows());
    }

    /** A slice that has to be read. */
    static ObjectNode slice(SliceToRead slice, Instant now) {
        return JSON.createObjectNode()
                .put("account", slice.slice().account())
                .put("region", slice.slice().region())
                .put("from", slice.slice().start().toString())
                .put("until", slice.planned().readUntil().toString())
                .put("reason", slice.reason().name().toLowerCase(Locale.ROOT))
                .put("why", slice.why())
                .put("forgottenAt", slice.forgottenAt().toString())
                .put("daysLeft", slice.daysLeft(now));
    }

    private static ObjectNode beingRead(BeingRead slice) {
        return JSON.createObjectNode()
                .put("account", slice.lane().account())
                .put("region", slice.lane().region())
                .put("from", slice.start().toString())
                .put("worker", slice.worker())
                .put("since", slice.since().toString())
                .put("quietSeconds", slice.quiet().toMillis() / 1000.0)
                .put("pages", slice.pages());
    }

    private static ObjectNode run(Archive.Run run) {
        return JSON.createObjectNode()
                .put("startedAt", run.startedAt().toString())
                .put("endedAt", run.endedAt() == null ? null : run.endedAt().toString())
                .put("request", run.request())
                .put("outcome", run.outcome())
                .put("slices", run.counts().slices())
                .put("failed", run.counts().failed())
                .put("invocations", run.counts().invocations())
                .put("rows", run.counts().rows())
                .put("pages", run.counts().pages())
                .put("retries", run.counts().retries())
                .put("throttles", run.counts().throttles())
                .put("seconds", run.counts().millis() / 1000.0);
    }
}
