package io.ssmexport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.failure.LastResort;
import io.ssmexport.options.ExportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** The manifests in {@code jobs/kubernetes} start what there is, as this program and its launcher need it. */
class KubernetesTest {

    private static final Path MANIFESTS = Path.of("jobs", "kubernetes");
    private static final String JOB_FILES = "/etc/ssm-export/";

    /** What a JVM needs beside its heap, in MiB. */
    private static final int BESIDE_THE_HEAP = 160;

    @TempDir
    private Path directory;

    private static JsonNode manifest(String name) throws IOException {
        return new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(MANIFESTS.resolve(name))));
    }

    /** What the pods of a CronJob or a Deployment are. */
    private static JsonNode pod(JsonNode manifest) {
        JsonNode spec = manifest.path("spec");
        return spec.path("jobTemplate")
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .isMissingNode()
                ? spec.path("template").path("spec")
                : spec.path("jobTemplate").path("spec").path("template").path("spec");
    }

    private static JsonNode container(JsonNode manifest) {
        return pod(manifest).path("containers").path(0);
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** What the command of a manifest understands of its arguments, with the job file of the ConfigMap. */
    private ExportOptions options(JsonNode manifest) throws IOException {
        JsonNode files = manifest("job-file.yaml").path("data");
        files.fieldNames().forEachRemaining(name -> write(name, files.path(name).textValue()));
        String[] arguments = each(container(manifest).path("args"))
                .map(argument -> argument.textValue().replace(JOB_FILES, directory + "/"))
                .toArray(String[]::new);
        CommandLine.ParseResult parsed = Main.commandLine(Map.of(), false).parseArgs(arguments);
        return JobArguments.read(
                Objects.requireNonNull(parsed.subcommand()).commandSpec(), Instant.parse("2026-11-26T03:17:00Z"));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text, UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRunAndItsWorkersHaveTheSameJobAndBroker() throws Exception {
        ExportOptions run = options(manifest("manager.yaml"));
        ExportOptions worker = options(manifest("workers.yaml"));
        assertThat(run).isEqualTo(worker);
        assertThat(run.broker()).isNotNull();
        assertThat(container(manifest("manager.yaml")).at("/args/0").textValue())
                .isEqualTo("run");
        assertThat(container(manifest("workers.yaml")).at("/args/0").textValue())
                .isEqualTo("worker");
        assertThat(manifest("manager.yaml").at("/spec/concurrencyPolicy").textValue())
                .isEqualTo("Forbid");
    }

    @Test
    void thereAreAsManyPodsAsShards() throws Exception {
        JsonNode job = manifest("shards.yaml").at("/spec/jobTemplate/spec");
        ExportOptions options = options(manifest("shards.yaml"));
        assertThat(options.broker()).isNull();
        assertThat(Objects.requireNonNull(options.shard()).count())
                .isEqualTo(job.path("completions").intValue())
                .isEqualTo(job.path("parallelism").intValue());
        assertThat(job.path("completionMode").textValue()).isEqualTo("Indexed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager.yaml", "workers.yaml", "shards.yaml"})
    void aPodHasNoRightsAndNothingToWriteOnButScratch(String name) throws Exception {
        JsonNode pod = pod(manifest(name));
        JsonNode container = container(manifest(name));
        assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").booleanValue())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").isBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").booleanValue())
                .isFalse();
        List<String> writable = each(container.path("volumeMounts"))
                .filter(mount -> !mount.path("readOnly").booleanValue())
                .map(mount -> mount.path("mountPath").textValue())
                .toList();
        assertThat(writable).containsExactly("/tmp");
        assertThat(each(container.path("volumeMounts")).map(mount -> mount.path("name")))
                .containsExactlyInAnyOrderElementsOf(each(pod.path("volumes"))
                        .map(volume -> volume.path("name"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager.yaml", "workers.yaml", "shards.yaml"})
    void secretsComeFromASecret(String name) throws Exception {
        assertThat(each(container(manifest(name)).path("env"))
                        .filter(variable -> variable.path("name").textValue().contains("PASSWORD")))
                .isNotEmpty()
                .allMatch(
                        variable -> variable.at("/valueFrom/secretKeyRef/name").isTextual()
                                || variable.path("value").asText().startsWith("/etc/ssm-export-secret/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager.yaml", "workers.yaml", "shards.yaml"})
    void aPodHasMemoryForTheHeapAndTimeForACommit(String name) throws Exception {
        JsonNode resources = container(manifest(name)).path("resources");
        String limit = resources.at("/limits/memory").textValue();
        assertThat(limit)
                .isEqualTo(resources.at("/requests/memory").textValue())
                .endsWith("Mi");
        assertThat(Integer.parseInt(limit.replace("Mi", ""))).isGreaterThanOrEqualTo(heap() + BESIDE_THE_HEAP);
        assertThat(pod(manifest(name)).path("terminationGracePeriodSeconds").longValue())
                .isGreaterThan(LastResort.DEADLINE.toSeconds());
    }

    /** What the launcher gives, in MiB, as no manifest says anything else. */
    private static int heap() throws IOException {
        try (Stream<Path> manifests = Files.list(MANIFESTS)) {
            for (Path manifest : manifests.toList()) {
                assertThat(Files.readString(manifest)).doesNotContain("JAVA_OPTS", "Xmx");
            }
        }
        Matcher given =
                Pattern.compile("-Xmx([0-9]+)m").matcher(Files.readString(Path.of("src/main/launcher/ssm-export")));
        assertThat(given.find()).isTrue();
        return Integer.parseInt(given.group(1));
    }
}
