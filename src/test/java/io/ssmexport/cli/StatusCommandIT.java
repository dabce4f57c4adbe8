package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandIT {

    private static final String SIMULATE = "--simulate=invocations=300,days=30,seed=3";

    @TempDir
    private Path directory;

    @Test
    void statusIsACalendarThatAMonitorCanCall() throws Exception {
        export();
        assertThat(ssmExport("status", "--since=6d")).isZero();
        assertThat(printed())
                .anyMatch(line ->
                        line.matches("123456789012 us-east-1 +#{3,}o+ +[0-9]+  20..-..-.., forgotten in 2[0-9] days"))
                .anyMatch(line -> line.matches("20.*Z +[0-9.]+ +7 .*complete, incremental"));

        assertThat(ssmExport("status", "--since=30d")).isEqualTo(3);
        assertThat(printed()).anyMatch(line -> line.matches("123456789012 us-east-1 +\\.{23,25}#{3,}o+.*"));
    }

    @Test
    void statusIsJsonForPrograms() throws Exception {
        export();
        assertThat(ssmExport("status", "--since=6d", "--json")).isZero();
        JsonNode status = new ObjectMapper().readTree(String.join("\n", printed()));
        assertThat(status.at("/sources/0/region").asText()).isEqualTo("us-east-1");
        assertThat(status.at("/sources/0/days").findValuesAsText("state"))
                .contains("sealed", "open")
                .hasSize(7);
        assertThat(status.at("/forgottenSoon")).isEmpty();
        assertThat(status.at("/runs/0/outcome").asText()).isEqualTo("complete");
    }

    @Test
    void statusOfAJobThatNeverRanMakesNothing() throws Exception {
        assertThat(ssmExport("status")).isEqualTo(3);
        assertThat(printed())
                .contains(
                        "alarm: nothing has ever been exported; run the job",
                        "state in " + directory.toRealPath().resolve("state/archive"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("stdout.txt", "stderr.txt");
        }
    }

    private void export() {
        assertThat(new InProcess(directory).run(arguments("run", "--since=6d", SIMULATE)))
                .isZero();
    }

    private int ssmExport(String command, String... options) throws Exception {
        return new ExportProcess(directory).run(arguments(command, options));
    }

    private static List<String> arguments(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--into=parquet:archive", "--state=state"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private List<String> printed() throws Exception {
        return Files.readAllLines(directory.resolve("stdout.txt"));
    }
}
