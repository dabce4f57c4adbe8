package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.InvalidCommandIdException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;

class ListCommandsTest {

    private static final Instant NOW = Instant.parse("2026-11-19T00:00:00Z");

    private final AdjustableClock clock = new AdjustableClock(NOW);
    private final Faults faults = Faults.none();
    private Simulator simulator;
    private Listing listing;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(new Simulation(800, 4, 3), clock, 0, faults);
        listing = Listing.of(simulator);
    }

    @AfterEach
    void stop() {
        listing.close();
        simulator.close();
    }

    @Test
    void aCommandCountsItsInvocations() {
        Map<String, List<CommandInvocation>> invocations =
                listing.all().stream().collect(Collectors.groupingBy(CommandInvocation::commandId));
        List<Command> commands = commands(request -> {});
        assertThat(commands).extracting(Command::commandId).containsExactlyInAnyOrderElementsOf(invocations.keySet());
        assertThat(commands).allSatisfy(command -> {
            List<CommandInvocation> own = invocations.getOrDefault(command.commandId(), List.of());
            assertThat(command.targetCount()).isEqualTo(own.size());
            assertThat(command.completedCount())
                    .isEqualTo(count(
                            own, CommandInvocation::statusAsString, "Success", "Failed", "TimedOut", "Cancelled"));
            assertThat(command.errorCount())
                    .isEqualTo(count(own, CommandInvocation::statusDetails, "Failed", "ExecutionTimedOut"));
            assertThat(command.deliveryTimedOutCount())
                    .isEqualTo(count(own, CommandInvocation::statusDetails, "Delivery Timed Out", "DeliveryTimedOut"));
            assertThat(command.requestedDateTime()).isEqualTo(own.get(0).requestedDateTime());
        });
        assertThat(commands).anyMatch(command -> command.completedCount() < command.targetCount());
        assertThat(commands).anyMatch(command -> command.deliveryTimedOutCount() > 0);
        assertThat(commands)
                .anyMatch(Command::hasInstanceIds)
                .anyMatch(command -> !command.targets().isEmpty());
    }

    private static long count(
            List<CommandInvocation> invocations, Function<CommandInvocation, String> text, String... values) {
        return invocations.stream().map(text).filter(List.of(values)::contains).count();
    }

    @Test
    void pagesJoinWithoutGapOrRepetition() {
        List<String> whole = ids(commands(request -> {}));
        assertThat(whole).doesNotHaveDuplicates().hasSizeGreaterThan(300);
        assertThat(ids(commands(request -> request.maxResults(7)))).isEqualTo(whole);
        faults.shortPageEvery(2);
        faults.emptyPageEvery(3);
        assertThat(ids(commands(request -> {}))).isEqualTo(whole);
    }

    @Test
    void theNewestComesFirst() {
        assertThat(commands(request -> {}))
                .isSortedAccordingTo(
                        Comparator.comparing(Command::requestedDateTime).reversed());
    }

    @Test
    void filtersSelectCommands() {
        List<Command> all = commands(request -> {});
        assertFiltered(
                all,
                "DocumentName",
                "AWS-RunShellScript",
                command -> command.documentName().equals("AWS-RunShellScript"));
        assertFiltered(
                all, "Status", "Success", command -> command.statusAsString().equals("Success"));
        assertFiltered(all, "ExecutionStage", "Executing", command -> command.completedCount() < command.targetCount());
        Instant noon = Instant.parse("2026-11-17T12:00:00Z");
        assertFiltered(
                all,
                "InvokedAfter",
                noon.toString(),
                command -> !command.requestedDateTime().isBefore(noon));
        assertFiltered(
                all,
                "InvokedBefore",
                noon.toString(),
                command -> command.requestedDateTime().isBefore(noon));
    }

    private void assertFiltered(List<Command> all, String key, String value, Predicate<Command> accepted) {
        List<Command> filtered = commands(request -> request.filters(Listing.filter(key, value)));
        assertThat(filtered).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(ids(filtered)).isEqualTo(ids(all.stream().filter(accepted).toList()));
    }

    @Test
    void oneCommandOrOneInstanceCanBeAskedFor() {
        CommandInvocation some = listing.all().get(200);
        assertThat(ids(commands(request -> request.commandId(some.commandId()))))
                .containsExactly(some.commandId());
        assertThat(ids(commands(request -> request.instanceId(some.instanceId()))))
                .contains(some.commandId());
    }

    @Test
    void timeMovesTheCountsOn() {
        Command open = commands(request -> request.filters(Listing.filter("ExecutionStage", "Executing")))
                .get(0);
        clock.advance(Duration.ofDays(3));
        Command later = commands(request -> request.commandId(open.commandId())).get(0);
        assertThat(later.completedCount()).isGreaterThan(open.completedCount()).isEqualTo(later.targetCount());
    }

    @Test
    void requestsAreChecked() {
        assertThatThrownBy(() -> page(request -> request.maxResults(51)))
                .hasMessageContaining("less than or equal to 50");
        assertThatThrownBy(() -> page(request -> request.maxResults(0)))
                .hasMessageContaining("greater than or equal to 1");
        assertThatThrownBy(() -> page(request -> request.commandId("x"))).isInstanceOf(InvalidCommandIdException.class);
        assertThatThrownBy(() -> page(request -> request.filters(Listing.filter("Color", "red"))))
                .hasMessageContaining("enum value set");
        String token = listing.page(request -> request.maxResults(5)).nextToken();
        assertThatThrownBy(() -> page(request -> request.nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    private ListCommandsResponse page(Consumer<ListCommandsRequest.Builder> request) {
        return listing.client().listCommands(request);
    }

    private List<Command> commands(Consumer<ListCommandsRequest.Builder> request) {
        List<Command> commands = new ArrayList<>();
        ListCommandsResponse page = page(request);
        commands.addAll(page.commands());
        while (page.nextToken() != null) {
            String token = page.nextToken();
            page = page(request.andThen(next -> next.nextToken(token)));
            commands.addAll(page.commands());
        }
        return commands;
    }

    private static List<String> ids(List<Command> commands) {
        return commands.stream().map(Command::commandId).toList();
    }
}
