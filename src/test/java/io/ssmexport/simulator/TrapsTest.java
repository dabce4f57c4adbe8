package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;

/** Everything that a reader of the service has to cope with is in 300 invocations, whatever the seed and the day. */
class TrapsTest {

    @ParameterizedTest
    @CsvSource({"2026-11-20,7,1", "2026-11-21,30,2", "2027-02-28,1,3", "2027-12-31,14,-4", "2028-02-29,30,5"})
    void threeHundredInvocationsHoldEveryTrap(String date, int days, long seed) throws IOException {
        Clock clock = Clock.fixed(Instant.parse(date + "T00:00:00Z"), ZoneOffset.UTC);
        try (Simulator simulator = Simulator.start(new Simulation(300, days, seed), clock, 0, Faults.none());
                Listing listing = Listing.of(simulator)) {
            List<CommandInvocation> all = listing.all();
            requestTimes(all);
            statuses(all);
            members(all);
            plugins(all);
            outputs(all);
        }
    }

    @Test
    void aCommandCanRunForMoreThanADay() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);
        try (Simulator simulator = Simulator.start(new Simulation(300, 7, 1), clock, 0, Faults.none());
                Listing listing = Listing.of(simulator)) {
            assertThat(listing.all()).anyMatch(TrapsTest::runsForMoreThanADay);
        }
    }

    private static void requestTimes(List<CommandInvocation> all) {
        assertThat(all).anyMatch(each -> millisOfDay(each) == 0).anyMatch(each -> millisOfDay(each) == Day.MILLIS - 1);
        assertThat(all.stream()
                        .collect(Collectors.groupingBy(
                                CommandInvocation::requestedDateTime,
                                Collectors.mapping(CommandInvocation::commandId, Collectors.toSet())))
                        .values())
                .anyMatch(commands -> commands.size() >= 2);
    }

    private static void statuses(List<CommandInvocation> all) {
        assertThat(all)
                .extracting(each -> each.statusAsString() + "/" + each.statusDetails())
                .contains(
                        "Success/Success",
                        "Failed/Failed",
                        "Failed/Undeliverable",
                        "TimedOut/ExecutionTimedOut",
                        "TimedOut/Delivery Timed Out",
                        "Cancelled/Cancelled",
                        "Pending/Pending",
                        "InProgress/InProgress",
                        "Delayed/Delayed",
                        "Cancelling/Cancelling");
        assertThat(all)
                .filteredOn(each -> each.commandPlugins().isEmpty())
                .extracting(CommandInvocation::statusAsString)
                .contains("Pending", "Failed", "TimedOut");
    }

    private static void members(List<CommandInvocation> all) {
        assertThat(all).extracting(CommandInvocation::documentVersion).contains("", "1", "$DEFAULT", "$LATEST", null);
        assertThat(all).extracting(CommandInvocation::instanceName).contains("", (String) null);
        assertThat(all)
                .extracting(CommandInvocation::comment)
                .contains("", (String) null)
                .anyMatch(comment -> comment != null && comment.matches("[0-9a-f-]{36}:[0-9a-f-]{36}"));
        assertThat(all)
                .anyMatch(each -> each.instanceId().matches("i-[0-9a-f]{8}"))
                .anyMatch(each -> each.instanceId().matches("mi-[0-9a-f]{17}"))
                .anyMatch(each -> each.documentName().startsWith("arn:aws:ssm:"))
                .anyMatch(each -> each.notificationConfig() == null)
                .anyMatch(each -> each.notificationConfig() != null
                        && each.notificationConfig().notificationEvents().size() == 2)
                .anyMatch(each -> each.cloudWatchOutputConfig() == null)
                .anyMatch(each -> each.cloudWatchOutputConfig() != null
                        && each.cloudWatchOutputConfig().cloudWatchOutputEnabled())
                .anyMatch(each -> each.standardOutputUrl() == null)
                .anyMatch(each -> "".equals(each.standardOutputUrl()))
                .anyMatch(each -> each.standardOutputUrl() != null
                        && each.standardOutputUrl().startsWith("https://s3."));
    }

    private static void plugins(List<CommandInvocation> all) {
        assertThat(all)
                .anyMatch(each -> names(each).equals(List.of("aws:runShellScript", "aws:runShellScript")))
                .anyMatch(each -> names(each).contains("downloadContent")
                        && each.commandPlugins().size() == 4);
        assertThat(pluginsOf(all))
                .anyMatch(plugin -> plugin.responseCode() == -1 && plugin.responseStartDateTime() == null)
                .anyMatch(plugin -> plugin.responseCode() == 137 && "TimedOut".equals(plugin.statusAsString()))
                .anyMatch(plugin -> "Success".equals(plugin.statusAsString())
                        && plugin.output().startsWith("Step execution skipped due to "));
    }

    private static void outputs(List<CommandInvocation> all) {
        List<String> outputs =
                pluginsOf(all).stream().map(CommandPlugin::output).toList();
        for (Predicate<String> trap : traps()) {
            assertThat(outputs).anyMatch(trap);
        }
        assertThat(outputs).allMatch(output -> output.getBytes(StandardCharsets.UTF_8).length <= 2500);
    }

    private static Set<Predicate<String>> traps() {
        return Set.of(
                String::isEmpty,
                output -> output.contains("\u001b["),
                output -> output.contains("\t"),
                output -> output.contains("\r\n"),
                output -> output.contains("\0"),
                output -> output.codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdbff),
                output -> output.codePoints().anyMatch(point -> point >= 0xdc00 && point <= 0xdfff),
                output -> output.contains(",\"c\""),
                output -> output.startsWith("=cmd|"),
                output -> output.contains("\ud83d\ude80"),
                output -> output.contains("\u66f4\u65b0"),
                output -> output.startsWith("\uff21") && output.getBytes(StandardCharsets.UTF_8).length == 2500,
                output -> output.contains("AKIAIOSFODNN7EXAMPLE"),
                output -> output.contains("password=hunter2"),
                output -> output.contains("\n----------ERROR-------\n"),
                output -> output.endsWith("\n---Output truncated---"),
                output -> output.contains("\n---Output truncated---\n----------ERROR-------\n"),
                output -> output.endsWith("\n---Error truncated----"));
    }

    private static boolean runsForMoreThanADay(CommandInvocation invocation) {
        return invocation.commandPlugins().stream()
                .map(CommandPlugin::responseFinishDateTime)
                .filter(Objects::nonNull)
                .anyMatch(finished -> Duration.between(invocation.requestedDateTime(), finished)
                                .compareTo(Duration.ofDays(1))
                        > 0);
    }

    private static List<CommandPlugin> pluginsOf(List<CommandInvocation> all) {
        return all.stream().flatMap(each -> each.commandPlugins().stream()).toList();
    }

    private static List<String> names(CommandInvocation invocation) {
        return invocation.commandPlugins().stream().map(CommandPlugin::name).toList();
    }

    private static long millisOfDay(CommandInvocation invocation) {
        return Math.floorMod(invocation.requestedDateTime().toEpochMilli(), Day.MILLIS);
    }
}
