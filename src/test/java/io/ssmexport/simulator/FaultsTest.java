package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.InternalServerErrorException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

class FaultsTest {

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private Listing listing;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(new Simulation(300, 7, 1), SimulatorTest.MIDNIGHT, 0, faults);
        listing = Listing.of(simulator);
    }

    @AfterEach
    void stop() {
        listing.close();
        simulator.close();
    }

    @Test
    void everyNthRequestIsThrottled() {
        faults.throttleEvery(3);
        page();
        page();
        assertError("ThrottlingException", 400);
        page();
    }

    @Test
    void everyNthRequestFails() {
        faults.failEvery(2);
        page();
        assertThatThrownBy(this::page).isInstanceOf(InternalServerErrorException.class);
        page();
    }

    @Test
    void aFaultCanBeTakenBackWhileTheSimulatorRuns() {
        faults.throttleEvery(1);
        assertError("ThrottlingException", 400);
        faults.throttleEvery(0);
        page();
    }

    @Test
    void aResponseCutInTheMiddleIsAnError() {
        faults.cutEvery(2);
        page();
        assertThatThrownBy(this::page).isInstanceOf(SdkClientException.class);
        page();
    }

    @Test
    void aResponseCanBeHtml() {
        faults.notJsonEvery(2);
        page();
        assertThatThrownBy(this::page).isInstanceOf(SdkClientException.class);
    }

    @Test
    void aStalledResponseOutlastsTheClientsPatience() {
        faults.stallEvery(2, Duration.ofMinutes(5));
        page();
        assertThatThrownBy(() -> listing.page(request -> request.overrideConfiguration(
                        configuration -> configuration.apiCallTimeout(Duration.ofMillis(300)))))
                .isInstanceOf(SdkClientException.class);
        page();
    }

    @Test
    void latencyIsAddedToEveryResponse() {
        faults.latency(Duration.ofMillis(30));
        long before = System.nanoTime();
        page();
        page();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void aPageCanBeShorterThanAskedFor() {
        faults.shortPageEvery(2);
        assertThat(pageSizes()).startsWith(50, 25, 50, 25);
        assertNothingLost();
    }

    @Test
    void aPageCanBeEmptyAlthoughTheListGoesOn() {
        faults.emptyPageEvery(2);
        assertThat(pageSizes()).startsWith(50, 0, 50, 0);
        assertNothingLost();
    }

    @Test
    void evenTheFirstPageCanBeEmpty() {
        faults.emptyPageEvery(1);
        ListCommandInvocationsResponse empty = page();
        faults.emptyPageEvery(0);
        assertThat(empty.commandInvocations()).isEmpty();
        assertThat(listing.page(request -> request.nextToken(empty.nextToken())).commandInvocations())
                .isEqualTo(page().commandInvocations());
    }

    @Test
    void aPageCanRepeatTheEndOfTheOneBefore() {
        faults.duplicateEvery(2);
        List<ListCommandInvocationsResponse> pages = listing.pages(request -> {});
        assertThat(pages.get(2).commandInvocations().get(0))
                .isEqualTo(pages.get(1).commandInvocations().get(49));
        assertThat(pages.stream()
                        .flatMap(page -> Listing.keys(page.commandInvocations()).stream())
                        .distinct())
                .hasSize(300);
    }

    @Test
    void tokensCanExpireAtOnce() {
        String token = page().nextToken();
        faults.expireTokens();
        assertThatThrownBy(() -> listing.page(request -> request.nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThat(listing.all()).hasSize(300);
    }

    @Test
    void tokensOfAnEarlierSimulatorExpireToo() throws IOException {
        page();
        String token = page().nextToken();
        Faults later = Faults.none();
        later.expireTokens();
        try (Simulator restarted = Simulator.start(new Simulation(300, 7, 1), SimulatorTest.MIDNIGHT, 0, later);
                Listing again = Listing.of(restarted)) {
            assertThatThrownBy(() -> again.page(request -> request.nextToken(token)))
                    .isInstanceOf(InvalidNextTokenException.class);
        }
    }

    @Test
    void tokensCanExpireAfterSomePages() {
        faults.expireTokensAfter(2);
        String token = page().nextToken();
        page();
        listing.page(request -> request.nextToken(token));
        assertThatThrownBy(() -> listing.page(request -> request.nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void aTokenCanComeBackForEver() {
        faults.repeatTokenAfter(2);
        String first = page().nextToken();
        String second = listing.page(request -> request.nextToken(first)).nextToken();
        assertThat(second).isNotEqualTo(first);
        for (int i = 0; i < 10; i++) {
            assertThat(listing.page(request -> request.nextToken(second)).nextToken())
                    .isEqualTo(second);
        }
    }

    @Test
    void aRegionCanBeDenied() {
        faults.deny("us-east-1");
        assertError("AccessDeniedException", 400);
        try (Listing elsewhere = Listing.of(simulator, "eu-west-1", "simulator")) {
            assertThat(elsewhere.all()).hasSize(300);
        }
        faults.allow("us-east-1");
        page();
    }

    @Test
    void aRateLimitIsPerRegion() {
        faults.requestsPerSecond(0.001);
        page();
        assertError("ThrottlingException", 400);
        try (Listing elsewhere = Listing.of(simulator, "eu-west-1", "simulator")) {
            assertThatCode(() -> elsewhere.page(request -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void faultsAreReadFromTheCommandLine() {
        faults.set("throttle=2");
        page();
        assertError("ThrottlingException", 400);
        assertThat(Faults.parse(List.of("stall=7:30s", "latency=100ms", "rate=5/s", "deny=eu-west-3", "deny-sts"))
                        .deniesSts())
                .isTrue();
    }

    @Test
    void aMistakeInAFaultIsNamed() {
        assertThatThrownBy(() -> faults.set("trottle=1"))
                .hasMessageStartingWith("fault must be one of throttle=N, fail=N, stall=N:DURATION, ")
                .hasMessageEndingWith(" but was trottle=1");
        assertThatThrownBy(() -> faults.set("stall=7"))
                .hasMessage("fault must be like stall=N:DURATION but was stall=7");
        assertThatThrownBy(() -> faults.set("cut=often")).hasMessage("fault must be like cut=N but was cut=often");
        assertThatThrownBy(() -> faults.set("deny-sts=yes"))
                .hasMessage("fault must be like deny-sts but was deny-sts=yes");
    }

    private ListCommandInvocationsResponse page() {
        return listing.page(request -> {});
    }

    private List<Integer> pageSizes() {
        return listing.pages(request -> {}).stream()
                .map(page -> page.commandInvocations().size())
                .toList();
    }

    private void assertNothingLost() {
        assertThat(Listing.keys(listing.all())).hasSize(300).doesNotHaveDuplicates();
    }

    private void assertError(String code, int status) {
        assertThatThrownBy(this::page).isInstanceOfSatisfying(SsmException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(error.statusCode()).isEqualTo(status);
        });
    }

    @Test
    void aCommandIsListedLateAndStaysInItsPlace() {
        List<CommandInvocation> all = listing.all();
        faults.set("late=1m");
        Instant listed = SimulatorTest.MIDNIGHT.instant().minusSeconds(60);
        List<CommandInvocation> soon = listing.all();
        assertThat(soon)
                .isEqualTo(all.stream()
                        .filter(each -> each.requestedDateTime().isBefore(listed))
                        .toList())
                .hasSizeLessThan(all.size());
        faults.set("late=0s");
        assertThat(listing.all()).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "narrow-window=0s,  2026-11-18T00:00:00Z,     2026-11-19T00:00:00Z",
        "narrow-window=1ms, 2026-11-18T00:00:00.001Z, 2026-11-18T23:59:59.999Z",
        "narrow-window=1s,  2026-11-18T00:00:01Z,     2026-11-18T23:59:59Z",
        "wide-window=1m,    2026-11-17T23:59:00Z,     2026-11-19T00:01:00Z",
    })
    void theBoundsOfAWindowCanBeShifted(String fault, Instant from, Instant until) {
        List<CommandInvocation> all = listing.all();
        faults.set(fault);
        assertThat(listing.all(request -> request.details(true)
                        .filters(
                                Listing.filter("InvokedAfter", "2026-11-18T00:00:00Z"),
                                Listing.filter("InvokedBefore", "2026-11-19T00:00:00Z"))))
                .isEqualTo(all.stream()
                        .filter(each -> !each.requestedDateTime().isBefore(from)
                                && each.requestedDateTime().isBefore(until))
                        .toList());
    }

    @Test
    void whereThereAreNoBoundsNoneAreShifted() {
        List<CommandInvocation> all = listing.all();
        faults.set("narrow-window=1m");
        assertThat(listing.all()).isEqualTo(all);
    }

    @Test
    void theSameInvocationsHaveTextInTheirTraceOutput() {
        assertThat(traced()).isEmpty();
        faults.set("trace=3");
        assertThat(traced()).hasSizeBetween(50, 150).isEqualTo(traced());
        faults.set("trace=1");
        assertThat(traced()).hasSize(300);
    }

    private List<String> traced() {
        return Listing.keys(listing.all().stream()
                .filter(each ->
                        each.traceOutput() != null && !each.traceOutput().isEmpty())
                .toList());
    }

    @Test
    void itTellsHowManyRequestsWereUnderWayAtOnce() throws Exception {
        page();
        page();
        assertThat(simulator.mostAtOnce()).isEqualTo(1);
        faults.set("latency=300ms");
        Thread beside = new Thread(this::page);
        beside.start();
        page();
        beside.join();
        assertThat(simulator.mostAtOnce()).isEqualTo(2);
    }
}
