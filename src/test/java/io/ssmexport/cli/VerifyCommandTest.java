package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.job.PlainLoop;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/** Verifies exports of the simulator's history, whole and with something missing. */
class VerifyCommandTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** Old enough for nothing in it to be running. */
    private final String day = today.minusDays(5).toString();

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private InProcess program;

    @BeforeEach
    void serve() throws Exception {
        simulator =
                Simulator.start(new Simulation(700, 7, 3), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, faults);
        program = InProcess.with(directory, simulator.endpoint());
        warehouse.variables().forEach(program::set);
    }

    /** In place of the service that was asked so far. */
    private void serve(Simulation simulation, Clock clock) throws Exception {
        simulator.close();
        simulator = Simulator.start(simulation, clock, 0, Faults.none());
        program = InProcess.with(directory, simulator.endpoint());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:data", "csv.gz:data", "postgres:"})
    void aWholeArchiveIsCompleteUntilADayIsLost(String into) throws Exception {
        assertThat(run("run", into, "--since=8d")).isZero();
        assertThat(run("verify", into, "--since=8d", "--json")).isZero();
        JsonNode result = json();
        assertThat(result.path("complete").booleanValue()).isTrue();
        assertThat(result.path("differences")).isEmpty();
        assertThat(result.path("commands").path("open").intValue()).isZero();
        assertThat(result.path("commands").path("notYetExported").intValue()).isZero();
        assertThat(result.path("commands").path("agree").intValue())
                .isEqualTo(commands("").size());
        lose(into);
        assertThat(run("verify", into, "--since=8d", "--json")).isEqualTo(3);
        assertThat(new TreeSet<>(json().path("differences").findValuesAsText("commandId")))
                .isEqualTo(commands(day));
        JsonNode first = json().path("differences").path(0);
        assertThat(first.path("archived").path("targets").intValue()).isZero();
        assertThat(first.path("reported").path("targets").intValue()).isPositive();
        String next = "ssm-export run --from " + day + " --until "
                + LocalDate.parse(day).plusDays(1) + " --again";
        assertThat(json().path("next"))
                .hasSize(1)
                .first()
                .matches(run -> run.textValue().equals(next));
        assertThat(run(
                        "run",
                        into,
                        "--from=" + day,
                        "--until=" + LocalDate.parse(day).plusDays(1),
                        "--again"))
                .isZero();
        assertThat(run("verify", into, "--since=8d")).isZero();
    }

    private void lose(String into) throws Exception {
        if (into.equals("postgres:")) {
            warehouse.execute("delete from ssm.command_plugin where date(requested_date_time at time zone 'UTC') = '"
                    + day + "'");
        } else {
            try (var files = Files.list(directory.resolve("data/requested_date=" + day))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:data", "csv.gz:data"})
    void allDamagedFilesAreNamedAndWhatIsInOthersIsCompared(String into) throws Exception {
        assertThat(run("run", into, "--since=8d")).isZero();
        List<String> days = List.of(day, today.minusDays(3).toString());
        for (String damaged : days) {
            try (var files = Files.list(directory.resolve("data/requested_date=" + damaged))) {
                for (Path file : files.toList()) {
                    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
                }
            }
        }

        assertThat(run("verify", into, "--since=8d")).isEqualTo(3);

        List<String> lines = program.printed().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("failed: [into] ").contains("requested_date=" + days.get(0));
        assertThat(lines.get(1)).startsWith("failed: [into] ").contains("requested_date=" + days.get(1));
        assertThat(lines.get(2)).contains(" 0 differ, ").endsWith(" in files that can't be read");
        assertThat(lines.get(3)).endsWith("--from " + days.get(0) + " --until " + today.minusDays(4) + " --again");
        assertThat(run("run", into, "--since=8d")).isZero();
        assertThat(run("verify", into, "--since=8d")).isZero();
    }

    @Test
    void aLostInvocationIsCounted() throws Exception {
        assertThat(run("run", "csv:one.csv", "--since=8d")).isZero();
        Path file = directory.resolve("one.csv");
        CommandInvocation lost = anError(PlainLoop.invocations(simulator.endpoint()));
        remove(file, lost);
        assertThat(run("verify", "csv:one.csv", "--since=8d")).isEqualTo(3);
        List<String> lines = program.printed().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("differs: 123456789012 us-east-1 " + lost.requestedDateTime() + " " + lost.commandId())
                .containsPattern(
                        "\\d+ targets? but \\d+ archived; \\d+ completed but \\d+ archived; \\d+ errors? but \\d+ archived$");
        assertThat(lines.get(1)).startsWith("incomplete: ").contains(" 1 differs, ");
        assertThat(lines.get(2)).startsWith("next, with the same options: ssm-export run --from ");
    }

    /** An ended invocation of a command that has no other of which it is open whether it counts as an error. */
    private CommandInvocation anError(List<CommandInvocation> invocations) {
        Set<String> doubtful = invocations.stream()
                .filter(invocation -> invocation.statusDetails().equals("Undeliverable"))
                .map(CommandInvocation::commandId)
                .collect(Collectors.toSet());
        Instant ended = today.minusDays(4).atStartOfDay().toInstant(ZoneOffset.UTC);
        return invocations.stream()
                .filter(invocation -> !invocation.requestedDateTime().isBefore(ended.minus(Duration.ofDays(3))))
                .filter(invocation -> invocation.requestedDateTime().isBefore(ended))
                .filter(invocation -> invocation.statusDetails().equals("ExecutionTimedOut"))
                .filter(invocation -> !doubtful.contains(invocation.commandId()))
                .findFirst()
                .orElseThrow();
    }

    private static void remove(Path file, CommandInvocation lost) throws Exception {
        CSVFormat format =
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
        StringBuilder rest = new StringBuilder();
        try (CSVParser rows = CSVParser.parse(Files.readString(file), format);
                CSVPrinter printer = new CSVPrinter(rest, format)) {
            for (CSVRecord row : rows) {
                if (!row.get(2).equals(lost.commandId()) || !row.get(3).equals(lost.instanceId())) {
                    printer.printRecord(row);
                }
            }
        }
        Files.writeString(file, rest);
    }

    @Test
    void whatHasEndedSinceItWasArchivedIsNoDifference() throws Exception {
        assertThat(run("run", "csv:data", "--since=8d")).isZero();
        serve(
                new Simulation(700, 7, 3),
                Clock.offset(Simulator.frozenAtMidnight(Clock.systemUTC()), Duration.ofDays(2)));
        assertThat(run("verify", "csv:data", "--from=8d", "--until=" + today, "--json"))
                .isZero();
        assertThat(json().path("commands").path("open").intValue()).isPositive();
        assertThat(json().path("commands").path("agree").intValue()).isPositive();
    }

    @Test
    void aDayThatWasNeverExportedBetweenOthersDiffers() throws Exception {
        assertThat(run("run", "csv:data", "--from=" + today.minusDays(6), "--until=" + day))
                .isZero();
        assertThat(run("run", "csv:data", "--from=" + today.minusDays(4), "--until=" + today.minusDays(3)))
                .isZero();
        assertThat(run("verify", "csv:data", "--json")).isEqualTo(3);
        assertThat(new TreeSet<>(json().path("differences").findValuesAsText("commandId")))
                .isEqualTo(commands(day));
        assertThat(json().path("differences").findValuesAsText("reason")).containsOnly("its slice was never exported");
    }

    @Test
    void whatWasSentAfterTheLastRunIsNoDifference() throws Exception {
        assertThat(run("run", "csv:data", "--from=" + today.minusDays(6), "--until=" + day))
                .isZero();
        assertThat(run("verify", "csv:data", "--json")).isZero();
        assertThat(json().path("commands").path("notYetExported").intValue()).isPositive();
    }

    @Test
    void whatAwsHasForgottenIsNoDifference() throws Exception {
        assertThat(run("run", "csv:data", "--since=8d")).isZero();
        serve(new Simulation(300, 3, 3), Simulator.frozenAtMidnight(Clock.systemUTC()));
        run("verify", "csv:data", "--from=" + today.minusDays(7), "--until=" + today.minusDays(3), "--json");
        assertThat(json().path("complete").booleanValue()).isTrue();
        assertThat(json().path("commands").path("noLongerReported").intValue()).isPositive();
    }

    @Test
    void aRegionThatCantBeAskedIsNamed() throws Exception {
        assertThat(run("run", "csv:data", "--since=8d", "--regions=us-east-1,eu-west-1"))
                .isZero();
        faults.deny("eu-west-1");
        assertThat(run("verify", "csv:data", "--regions=us-east-1,eu-west-1")).isEqualTo(3);
        assertThat(program.printed())
                .contains("failed: [123456789012 eu-west-1 page 1] AccessDeniedException", "allow ssm:ListCommands to")
                .contains(" 0 differ, ")
                .contains(" 0 no longer reported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--instance-id=i-0123456789abcdef0 | [instance-id] a job of one instance can't be verified",
                "--filters=key=Status,value=Failed | [filters] a job of some statuses can't be verified",
                "--max-items=5 | --max-items needs one file as its destination"
            })
    void aJobThatCantBeComparedIsRefused(String option, String message) throws Exception {
        assertThat(run("verify", "csv:data", option)).isEqualTo(2);
        assertThat(program.told()).singleElement().asString().contains(message);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void aJobOfAnotherNameIsRefused() throws Exception {
        assertThat(run("run", "csv:data", "--since=1d", "--name=job")).isZero();
        int asked = simulator.requests().size();
        assertThat(run("verify", "csv:data", "--name=other")).isEqualTo(2);
        assertThat(program.told())
                .singleElement()
                .asString()
                .contains("[state] job other has exported nothing there yet");
        assertThat(simulator.requests()).hasSize(asked);
    }

    @Test
    void standardOutputKeepsNothing() throws Exception {
        assertThat(run("verify", "csv:-")).isEqualTo(2);
        assertThat(program.told()).singleElement().asString().contains("keeps nothing that could be verified");
    }

    @Test
    void aSingleFileIsReadAndNothingIsWritten() throws Exception {
        assertThat(run("run", "parquet:one.parquet", "--since=8d")).isZero();
        Set<String> before = files();
        assertThat(run("verify", "parquet:one.parquet")).isZero();
        assertThat(files()).isEqualTo(before);
    }

    private Set<String> files() throws Exception {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> !file.toString().contains("state")
                            && !file.toString().endsWith(".txt"))
                    .map(file -> file + " " + file.toFile().lastModified())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private int run(String command, String into, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--into=" + into));
        if (!into.equals("postgres:")) {
            arguments.add("--state=state");
        }
        arguments.addAll(List.of(more));
        return program.run(arguments);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(program.printed());
    }

    /** Commands of the service that were requested at a time that begins so. */
    private Set<String> commands(String time) {
        return PlainLoop.invocations(simulator.endpoint()).stream()
                .filter(invocation -> invocation.requestedDateTime().toString().startsWith(time))
                .map(invocation -> invocation.commandId())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
