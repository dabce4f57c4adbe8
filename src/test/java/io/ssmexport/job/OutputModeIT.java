package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.row.Column;
import io.ssmexport.row.redaction.Redaction;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what commands printed, in whole exports of a history that has secrets. */
class OutputModeIT {

    private static final int OUTPUT = column("output");
    private static final int TRUNCATED = column("output_truncated");

    @TempDir
    private Path directory;

    private static Simulator simulator;

    @BeforeAll
    static void serve() throws Exception {
        simulator = Simulator.start(
                new Simulation(900, 9, 5), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void redactedOutputDiffersFromTheServicesInItsSecretsAlone() throws Exception {
        run("full");
        InProcess process = run("redacted", "--output=redacted");
        Redaction redaction = Redaction.of(null);
        List<List<@Nullable String>> expected = changed(rows("full"), row -> {
            if (row.get(OUTPUT) != null) {
                row.set(OUTPUT, redaction.redact(row.get(OUTPUT)).text());
            }
            return row;
        });
        assertThat(rows("redacted")).isEqualTo(expected);
        assertThat(rows("redacted").toString())
                .contains("[redacted:aws-access-token]")
                .doesNotContain("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "hunter2");
        assertThat(process.told())
                .anyMatch(line -> line.matches(
                        "redacted: [0-9]+ aws-access-token, [0-9]+ aws-secret-access-key, .* url-credentials"));
    }

    @Test
    void withoutOutputTheColumnStaysNull() throws Exception {
        run("full");
        run("none", "--output=none");
        assertThat(rows("none")).isEqualTo(changed(rows("full"), row -> {
            row.set(OUTPUT, null);
            row.set(TRUNCATED, null);
            return row;
        }));
    }

    /** The process that merges what a killed one staged knows no rules. */
    @Test
    void whatIsStagedIsMaskedAlready() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--into=csv:killed.csv",
                "--from=" + today.minusDays(8),
                "--until=" + today.minusDays(4),
                "--state=state",
                "--output=redacted"));
        ExportProcess killed =
                ExportProcess.with(directory, simulator.endpoint()).jvm("-Dssm-export.crash=SLICE_MERGING:1");
        assertThat(killed.run(arguments)).isEqualTo(137);
        arguments.add("--redaction-rules=" + fileThatDisablesAllRules());
        assertThat(InProcess.with(directory, simulator.endpoint()).run(arguments))
                .isZero();
        assertThat(Files.readString(directory.resolve("killed.csv")))
                .contains("[redacted:aws-access-token]")
                .doesNotContain("AKIAIOSFODNN7EXAMPLE", "hunter2");
    }

    private Path fileThatDisablesAllRules() throws Exception {
        String ids =
                Redaction.of(null).ruleIds().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        return Files.writeString(directory.resolve("none.toml"), "[extend]\ndisabledRules = [" + ids + "]");
    }

    @Test
    void anotherModeWouldMixWithWhatIsThere() throws Exception {
        run("same");
        InProcess process = InProcess.with(directory, simulator.endpoint());
        assertThat(process.run(arguments("same", "--output=redacted"))).isEqualTo(2);
        assertThat(process.told()).singleElement().asString().contains("details=true output=redacted");
    }

    @Test
    void mistakesAreUsageErrors() throws Exception {
        Files.writeString(directory.resolve("wrong.toml"), "[[rules]]\nid = 'a'\nregex = '('\n");
        InProcess process = InProcess.with(directory, simulator.endpoint());
        assertThat(process.run(arguments("x", "--output=redacted", "--redaction-rules=wrong.toml")))
                .isEqualTo(2);
        assertThat(process.told()).singleElement().asString().contains("wrong.toml: rule 'a' must have a regex");
        assertThat(process.run(arguments("x", "--redaction-rules=wrong.toml"))).isEqualTo(2);
        assertThat(process.told())
                .singleElement()
                .asString()
                .contains("redaction-rules needs output: redacted but output was full");
        assertThat(process.run(arguments("x", "--output=masked"))).isEqualTo(2);
        assertThat(process.told())
                .singleElement()
                .asString()
                .contains("must be full, redacted or none but was 'masked'");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    private InProcess run(String name, String... more) {
        InProcess process = InProcess.with(directory, simulator.endpoint());
        assertThat(process.run(arguments(name, more))).isZero();
        return process;
    }

    private static List<String> arguments(String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--into=csv:" + name, "--since=10d", "--state=state", "--parallel=1"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private List<List<@Nullable String>> rows(String name) throws Exception {
        return changed(DuckDb.rows(directory.resolve(name + "/**/*.csv")), row -> row);
    }

    /** Without the export time, in the order of their texts. */
    private static List<List<@Nullable String>> changed(
            List<List<@Nullable String>> rows, UnaryOperator<List<@Nullable String>> change) {
        return rows.stream()
                .map(row -> change.apply(new ArrayList<>(row.subList(0, Column.ALL.size() - 1))))
                .sorted((a, b) ->
                        a.subList(0, 5).toString().compareTo(b.subList(0, 5).toString()))
                .toList();
    }

    private static int column(String name) {
        return Column.ALL.stream().map(Column::name).toList().indexOf(name);
    }
}
