package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.broker.Artemis;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Setting;
import io.ssmexport.state.BeingRead;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one sees of workers: in the run's lines, report and metrics, in their own logs, and in status. */
class WorkersShownIT extends WithWorkers {

    @RegisterExtension
    private static final Artemis BROKER = new Artemis();

    @Override
    String broker() {
        return BROKER.url();
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    }

    private List<String> metrics() throws IOException {
        return Files.readAllLines(directory.resolve("run.prom"));
    }

    private Map<String, String> soon() {
        return Map.of("ssm-export.nobody", "1");
    }

    private WorkerFleet.Member run(Map<String, String> properties) throws IOException {
        return fleet.start(
                "run",
                properties,
                "--report=" + directory.resolve("report.json"),
                "--metrics=" + directory.resolve("run.prom"));
    }

    private static Stream<JsonNode> workers(JsonNode report) {
        return StreamSupport.stream(report.path("workers").spliterator(), false);
    }

    private static long sum(JsonNode report, String member) {
        return workers(report)
                .mapToLong(worker -> worker.path(member).longValue())
                .sum();
    }

    private void awaitTold(WorkerFleet.Member member, String part) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(member.told()).anyMatch(line -> line.contains(part)));
    }

    @Test
    void whatWorkersDidAndWhatFailedThereIsTheRuns() throws Exception {
        fleet.faults.deny("eu-west-1");
        WorkerFleet.Member worker = fleet.worker("--parallel=1");
        WorkerFleet.Member run = run(Map.of());
        assertThat(run.ended()).isEqualTo(3);
        JsonNode report = report();
        assertThat(workers(report)).singleElement().satisfies(did -> {
            assertThat(did.path("worker").textValue()).startsWith("process " + worker.pid() + " on ");
            assertThat(did.path("slices")).isEqualTo(report.path("slices").path("exported"));
            assertThat(did.path("failed")).isEqualTo(report.path("slices").path("failed"));
            assertThat(did.path("pages").longValue())
                    .isEqualTo(report.path("pages").longValue())
                    .isPositive();
        });
        assertThat(report.path("failures").findValuesAsText("code"))
                .hasSize(WorkerFleet.SLICES / 2)
                .containsOnly("AccessDeniedException");
        assertThat(metrics())
                .anyMatch(line -> line.matches("ssm_export_last_run_worker_slices\\{.*result=\"failed\",.*} 4\\.0"));
        assertThat(worker.told())
                .filteredOn(line -> line.startsWith("failed: [123456789012 eu-west-1 20"))
                .hasSize(WorkerFleet.SLICES / 2)
                .allMatch(line -> line.contains("AccessDeniedException"));
    }

    @Test
    void aRunSaysWhoReadsAndThatNobodyDoes() throws Exception {
        fleet.faults.set("latency=200ms");
        WorkerFleet.Member run = run(soon());
        awaitTold(run, "waiting for a worker: none has read for 1s; start one with: ssm-export worker --name=fleet ");
        WorkerFleet.Member killed = fleet.worker("--parallel=1");
        awaitTold(run, "process " + killed.pid() + " on ");
        fleet.awaitAsked(3 * WorkerFleet.PAGES_PER_COMMIT);
        // Between two slices there is none, or one without a page yet.
        JsonNode read = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> status().at("/beingRead/0"),
                        one -> one.path("pages").longValue() > 0);
        assertThat(read.path("worker").textValue()).startsWith("process " + killed.pid() + " on ");
        assertThat(List.of("us-east-1", "eu-west-1"))
                .contains(read.path("region").textValue());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> printedStatus().stream()
                        .anyMatch(line -> line.contains(" by process " + killed.pid() + " on ")));
        await().atMost(Duration.ofMinutes(1)).until(() -> !beingRead().isEmpty());
        killed.kill();
        fleet.faults.set("latency=0ms");
        WorkerFleet.Member other = fleet.worker("--parallel=1");
        assertThat(run.ended()).isZero();
        assertThat(beingRead()).isEmpty();
        JsonNode report = report();
        assertThat(workers(report).map(did -> did.path("worker").textValue()))
                .hasSize(2)
                .anyMatch(worker -> worker.startsWith("process " + killed.pid() + " on "))
                .anyMatch(worker -> worker.startsWith("process " + other.pid() + " on "));
        assertThat(workers(report)).allMatch(did -> did.path("pages").longValue() > 0);
        assertThat(sum(report, "pages")).isEqualTo(report.path("pages").longValue());
        assertThat(sum(report, "slices"))
                .isEqualTo(report.path("slices").path("exported").longValue());
    }

    /** What status goes by. */
    private List<BeingRead> beingRead() {
        List<Setting> settings =
                List.of(Setting.of("name", List.of("fleet"), "test"), Setting.of("into", List.of("postgres:"), "test"));
        return KnownArchive.beingRead(ExportOptions.of(settings, null, Instant.now()), warehouse.variables());
    }

    private JsonNode status() throws Exception {
        return new ObjectMapper().readTree(String.join("\n", fleet.printed("status", "--json")));
    }

    private List<String> printedStatus() throws Exception {
        return fleet.printed("status");
    }
}
