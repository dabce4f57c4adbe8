package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.simulator.s3.S3Fault;
import io.ssmexport.simulator.s3.S3Request;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.s3.BucketAccess;
import io.ssmexport.sink.file.storage.HeldLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guide's policy for a principal against every request that runs make. */
class BucketPolicyTest {

    /** Actions that operations need, from the Service Authorization Reference of Amazon S3. */
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("HeadBucket", "s3:ListBucket"),
            Map.entry("ListObjectsV2", "s3:ListBucket"),
            Map.entry("ListMultipartUploads", "s3:ListBucketMultipartUploads"),
            Map.entry("HeadObject", "s3:GetObject"),
            Map.entry("GetObject", "s3:GetObject"),
            Map.entry("PutObject", "s3:PutObject"),
            Map.entry("CreateMultipartUpload", "s3:PutObject"),
            Map.entry("UploadPart", "s3:PutObject"),
            Map.entry("CompleteMultipartUpload", "s3:PutObject"),
            Map.entry("AbortMultipartUpload", "s3:AbortMultipartUpload"),
            Map.entry("DeleteObject", "s3:DeleteObject"));

    /** What an action is asked for. */
    private record Use(String action, String resource) {}

    private record Statement(Set<String> actions, String resource) {

        boolean allows(Use use) {
            return actions.contains(use.action())
                    && (resource.endsWith("*")
                            ? use.resource().startsWith(resource.substring(0, resource.length() - 1))
                            : use.resource().equals(resource));
        }
    }

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @Test
    void theGuidesPolicyAllowsWhatRunsAskForAndNothingElse() throws Exception {
        List<Statement> policy = policy();

        Set<Use> uses = usesOfRuns();

        assertThat(uses)
                .allSatisfy(use -> assertThat(policy).as(use.toString()).anyMatch(statement -> statement.allows(use)));
        assertThat(policy.stream().flatMap(statement -> statement.actions().stream()))
                .filteredOn(action -> action.startsWith("s3:"))
                .containsExactlyInAnyOrderElementsOf(
                        uses.stream().map(Use::action).collect(Collectors.toSet()));
    }

    private static List<Statement> policy() throws IOException {
        String guide = Files.readString(Path.of("src", "docs", "s3.md"));
        String json = guide.substring(guide.indexOf("```json") + 7, guide.indexOf("```", guide.indexOf("```json") + 7));
        return StreamSupport.stream(
                        new ObjectMapper().readTree(json).get("Statement").spliterator(), false)
                .map(statement -> new Statement(
                        texts(statement.get("Action")),
                        statement.get("Resource").asText()))
                .toList();
    }

    private static Set<String> texts(JsonNode oneOrSome) {
        return oneOrSome.isTextual()
                ? Set.of(oneOrSome.asText())
                : StreamSupport.stream(oneOrSome.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet());
    }

    /** One that stages, merges, cleans up, sends piece by piece and gives up a part of that. */
    private Set<Use> usesOfRuns() throws Exception {
        FileSink sink = sink();
        sink.prepare();
        HeldLock lock = sink.lock("a run", "", Clock.systemUTC().instant()).orElseThrow();
        try (lock) {
            TestSinks.export(sink, SLICE, invocation(SLICE, 1, "printed"));
            sink.restart(SLICE);
            sink.write(SLICE, List.of(page(1, SampleRows.sixMegabytes())));
            stand.faults.next(S3Fault.CONFLICT, "CompleteMultipartUpload", "");
            sink.publish(SLICE);
            sink.clean(SLICE);
        }
        return stand.answers().stream().flatMap(this::uses).collect(Collectors.toSet());
    }

    private FileSink sink() {
        BucketAccess access = stand.access(null, 5 << 20);
        return stand.sink("csv:s3://archive/history", Reading.EVERYTHING, access);
    }

    private Stream<Use> uses(S3Request request) {
        String bucket = "arn:aws:s3:::acme-ssm-archive";
        if (request.operation().equals("DeleteObjects")) {
            // Its body has the names, which the record of requests doesn't show: here it is what was staged.
            return Stream.of(new Use("s3:DeleteObject", bucket + "/history/_staging/"));
        }
        return Stream.of(new Use(
                Objects.requireNonNull(ACTIONS.get(request.operation()), request.operation()),
                request.key().isEmpty() ? bucket : bucket + "/" + request.key()));
    }
}
