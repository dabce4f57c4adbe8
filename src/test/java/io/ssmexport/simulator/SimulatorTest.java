package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

class SimulatorTest {

    static final Clock MIDNIGHT = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"1,1,50", "10,7,3", "300,7,50", "1000,30,49", "77,360,1", "5000,2,50"})
    void aClockAtMidnightSeesExactlyTheInvocationsAskedFor(int invocations, int days, int pageSize) throws IOException {
        try (Simulator simulator = start(new Simulation(invocations, days, 5));
                Listing listing = Listing.of(simulator)) {
            List<ListCommandInvocationsResponse> pages = listing.pages(request -> request.maxResults(pageSize));
            assertThat(pages).hasSize((invocations + pageSize - 1) / pageSize);
            assertThat(pages.stream().flatMap(page -> Listing.keys(page.commandInvocations()).stream()))
                    .hasSize(invocations)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aMillionInvocationsInADayAreThereAtOnce() throws IOException {
        try (Simulator simulator = start(new Simulation(1_000_000, 1, 1));
                Listing listing = Listing.of(simulator)) {
            CommandInvocation newest =
                    listing.page(request -> {}).commandInvocations().get(0);
            assertThat(newest.requestedDateTime()).isEqualTo(Instant.parse("2026-11-19T23:59:59.999Z"));
            assertThat(listing.all(request -> request.commandId(newest.commandId())))
                    .isNotEmpty();
        }
    }

    @Test
    void twoSimulatorsTellTheSameHistory() throws IOException {
        Simulation simulation = new Simulation(500, 7, 3);
        try (Simulator one = start(simulation);
                Simulator other = start(simulation);
                Listing listing = Listing.of(one);
                Listing otherListing = Listing.of(other)) {
            assertThat(listing.all()).isEqualTo(otherListing.all());
        }
    }

    @Test
    void aTokenIsGoodForAnotherSimulatorOfTheSameSimulation() throws IOException {
        Simulation simulation = new Simulation(500, 7, 3);
        try (Simulator one = start(simulation);
                Simulator other = start(simulation);
                Listing listing = Listing.of(one);
                Listing otherListing = Listing.of(other)) {
            String token = listing.page(request -> {}).nextToken();
            assertThat(otherListing.page(request -> request.nextToken(token)).commandInvocations())
                    .isEqualTo(listing.page(request -> request.nextToken(token)).commandInvocations());
        }
    }

    @Test
    void seedsRegionsAndAccountsHaveHistoriesOfTheirOwn() throws IOException {
        try (Simulator simulator = start(new Simulation(100, 7, 1));
                Simulator seed = start(new Simulation(100, 7, 2));
                Listing home = Listing.of(simulator);
                Listing region = Listing.of(simulator, "eu-west-3", "simulator");
                Listing account = Listing.of(simulator, "us-east-1", Signer.accessKey("210987654321"));
                Listing seeded = Listing.of(seed)) {
            assertThat(Listing.keys(home.all()))
                    .hasSize(100)
                    .doesNotContainAnyElementsOf(Listing.keys(region.all()))
                    .doesNotContainAnyElementsOf(Listing.keys(account.all()))
                    .doesNotContainAnyElementsOf(Listing.keys(seeded.all()));
        }
    }

    @Test
    void theNewestComesFirst() throws IOException {
        try (Simulator simulator = start(new Simulation(1000, 7, 1));
                Listing listing = Listing.of(simulator)) {
            assertThat(listing.all())
                    .extracting(CommandInvocation::requestedDateTime)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void pluginsComeOnlyWithDetails() throws IOException {
        try (Simulator simulator = start(new Simulation(300, 7, 1));
                Listing listing = Listing.of(simulator)) {
            assertThat(listing.all(request -> {}))
                    .allMatch(invocation -> invocation.hasCommandPlugins()
                            && invocation.commandPlugins().isEmpty());
            assertThat(listing.all())
                    .anyMatch(invocation -> !invocation.commandPlugins().isEmpty());
        }
    }

    @Test
    void filtersFindWhatAScanWouldFind() throws IOException {
        try (Simulator simulator = start(new Simulation(600, 7, 1));
                Listing listing = Listing.of(simulator)) {
            List<CommandInvocation> all = listing.all();
            CommandInvocation some = all.get(400);
            CommandFilter status = Listing.filter("Status", "Failed");
            CommandFilter document = Listing.filter("DocumentName", some.documentName());

            assertThat(listing.all(request -> request.details(true).filters(status)))
                    .isNotEmpty()
                    .isEqualTo(only(all, each -> each.statusAsString().equals("Failed")));
            assertThat(listing.all(request -> request.details(true).filters(document)))
                    .isEqualTo(only(all, each -> each.documentName().equals(some.documentName())));
            assertThat(listing.all(request -> request.details(true).commandId(some.commandId())))
                    .isEqualTo(only(all, each -> each.commandId().equals(some.commandId())));
            assertThat(listing.all(request -> request.details(true).instanceId(some.instanceId())))
                    .isEqualTo(only(all, each -> each.instanceId().equals(some.instanceId())));
        }
    }

    @Test
    void invokedAfterIsIncludedAndInvokedBeforeIsNot() throws IOException {
        try (Simulator simulator = start(new Simulation(700, 7, 1));
                Listing listing = Listing.of(simulator)) {
            CommandFilter after = Listing.filter("InvokedAfter", "2026-11-15T00:00:00Z");
            CommandFilter before = Listing.filter("InvokedBefore", "2026-11-16T00:00:00Z");
            List<Instant> day = listing.all(request -> request.filters(after, before)).stream()
                    .map(CommandInvocation::requestedDateTime)
                    .toList();
            assertThat(day).hasSize(100);
            assertThat(day.get(99)).isEqualTo("2026-11-15T00:00:00Z");
            assertThat(day.get(0)).isEqualTo("2026-11-15T23:59:59.999Z");
        }
    }

    @Test
    void commandsEndAgeOutAndComeAsTimeGoesOn() throws IOException {
        AdjustableClock clock = new AdjustableClock(MIDNIGHT.instant());
        try (Simulator simulator = Simulator.start(new Simulation(300, 5, 1), clock, 0, Faults.none());
                Listing listing = Listing.of(simulator)) {
            List<CommandInvocation> before = listing.all();
            clock.advance(Duration.ofHours(73));
            List<CommandInvocation> after = listing.all();

            List<String> left = Listing.keys(after);
            assertThat(Listing.keys(before)).anyMatch(left::contains).anyMatch(key -> !left.contains(key));
            assertThat(left).anyMatch(key -> !Listing.keys(before).contains(key));
            assertThat(before).anyMatch(SimulatorTest::isOpen);
            assertThat(after)
                    .filteredOn(each -> each.requestedDateTime().isBefore(MIDNIGHT.instant()))
                    .isNotEmpty()
                    .noneMatch(SimulatorTest::isOpen)
                    .flatExtracting(CommandInvocation::commandPlugins)
                    .allMatch(plugin -> plugin.responseFinishDateTime() != null || plugin.responseCode() == -1);
        }
    }

    @Test
    void aListGoesOnWhereItWasAlthoughNewCommandsCame() throws IOException {
        AdjustableClock clock = new AdjustableClock(MIDNIGHT.instant());
        try (Simulator simulator = Simulator.start(new Simulation(300, 5, 1), clock, 0, Faults.none());
                Listing listing = Listing.of(simulator)) {
            String token = listing.page(request -> {}).nextToken();
            List<String> expected = Listing.keys(
                    listing.page(request -> request.nextToken(token)).commandInvocations());
            clock.advance(Duration.ofHours(5));
            assertThat(Listing.keys(
                            listing.page(request -> request.nextToken(token)).commandInvocations()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void everyRequestIsLogged() throws IOException {
        try (Simulator simulator = start(new Simulation(10, 1, 1));
                Listing listing = Listing.of(simulator, "eu-west-3", "simulator")) {
            listing.page(request -> request.maxResults(7));
            assertThat(simulator.requests())
                    .containsExactly(new Request(
                            "ListCommandInvocations", "123456789012", "eu-west-3", "{\"MaxResults\":7}", 200, ""));
        }
    }

    @Test
    void aPortInUseIsRefused() throws IOException {
        Simulation simulation = new Simulation(1, 1, 1);
        try (Simulator simulator = start(simulation)) {
            int port = simulator.endpoint().getPort();
            assertThatThrownBy(() -> Simulator.start(simulation, MIDNIGHT, port, Faults.none()))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void theFrozenClockStandsAtTheMidnightThatBeganTheDay() {
        Clock now = Clock.fixed(Instant.parse("2026-11-20T15:30:00Z"), ZoneOffset.ofHours(9));
        assertThat(Simulator.frozenAtMidnight(now)).isEqualTo(MIDNIGHT);
    }

    @Test
    void aSimulationIsChecked() {
        assertThatThrownBy(() -> new Simulation(0, 1, 1))
                .hasMessage("invocations must be from 1 to 10000000 but was 0");
        assertThatThrownBy(() -> new Simulation(1, 361, 1)).hasMessage("days must be from 1 to 360 but was 361");
    }

    private static Simulator start(Simulation simulation) throws IOException {
        return Simulator.start(simulation, MIDNIGHT, 0, Faults.none());
    }

    private static List<CommandInvocation> only(List<CommandInvocation> all, Predicate<CommandInvocation> criterion) {
        return all.stream().filter(criterion).toList();
    }

    private static boolean isOpen(CommandInvocation invocation) {
        return List.of("Pending", "InProgress", "Delayed", "Cancelling").contains(invocation.statusAsString())
                || invocation.commandPlugins().stream()
                        .map(CommandPlugin::statusAsString)
                        .anyMatch(List.of("Pending", "InProgress")::contains);
    }
}
