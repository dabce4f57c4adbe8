package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmexport.row.Column;
import io.ssmexport.slice.Source;
import io.ssmexport.wire.CannedAnswers;
import io.ssmexport.wire.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

/** What becomes of values that the service's model doesn't know. */
class InvocationParserTest {

    private static final String KEY =
            "\"CommandId\": \"c\", \"InstanceId\": \"i\", \"RequestedDateTime\": 1541992493.5";

    private static CannedAnswers answers;
    private static SsmClients clients;

    @BeforeAll
    static void serve() throws IOException {
        answers = new CannedAnswers();
        clients = SimulatedClients.to(answers.endpoint(), Access.own());
    }

    @AfterAll
    static void close() {
        clients.close();
        answers.close();
    }

    private static List<ReadInvocation> page(String invocations) throws IOException {
        answers.add("{\"CommandInvocations\": [" + invocations + "]}");
        return InvocationParser.parse(Exchange.open()
                        .send(
                                clients.ssm(new Source("123456789012", "us-east-1")),
                                ListCommandInvocationsRequest.builder().build()))
                .orElseThrow();
    }

    private static ReadInvocation invocation(String members) throws IOException {
        return page("{" + KEY + ", " + members + "}").get(0);
    }

    private static ReadInvocation plugin(String members) throws IOException {
        return invocation("\"CommandPlugins\": [{" + members + "}]");
    }

    private static List<String> strange(ReadInvocation read) {
        return read.strange().stream()
                .map(value -> value.count() + " " + value.column() + " " + value.became() + " " + value.first())
                .toList();
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                arguments("5", 5),
                arguments("-1", -1),
                arguments("2147483647", Integer.MAX_VALUE),
                arguments("-2147483648", Integer.MIN_VALUE),
                arguments("1.0", 1),
                arguments("5e0", 5),
                arguments("\"5\"", 5),
                arguments("\"-1\"", -1),
                arguments("4294967295", null),
                arguments("2147483648", null),
                arguments("1.5", null),
                arguments("1e400", null),
                arguments("1e999999999", null),
                arguments("1e-999999999", null),
                arguments("NaN", null),
                arguments("-Infinity", null),
                arguments("7".repeat(5000), null),
                arguments("true", null),
                arguments("\"\"", null),
                arguments("\"0xffffffff\"", null),
                arguments("{\"a\": [1]}", null),
                arguments("[0]", null));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCodeIsAnIntOrNullAndNoted(String code, @Nullable Integer expected) throws IOException {
        ReadInvocation read = plugin("\"ResponseCode\": " + code + ", \"Name\": \"p\"");
        CommandPlugin plugin = read.invocation().commandPlugins().get(0);
        assertThat(plugin.responseCode()).isEqualTo(expected);
        assertThat(plugin.name()).isEqualTo("p");
        assertThat(read.strange()).hasSize(expected == null ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "1541992493.965 | 2018-11-12T03:14:53.965Z",
                "1.541992493965E9 | 2018-11-12T03:14:53.965Z",
                "\"1541992493.965\" | 2018-11-12T03:14:53.965Z",
                "\"2018-11-12T03:14:53.965Z\" | 2018-11-12T03:14:53.965Z",
                "\"2018-11-12T03:14:53.965999+00:00\" | 2018-11-12T03:14:53.965Z",
                "\"2018-11-12T05:14:53+0200\" | 2018-11-12T03:14:53Z",
                "\"2018-11-11T21:44:53-05:30\" | 2018-11-12T03:14:53Z",
                "\"2018-11-12T03:14:53\" | 2018-11-12T03:14:53Z",
                "\"2018-11-12 03:14:53.965\" | 2018-11-12T03:14:53.965Z",
                "\"0001-01-01T00:00:00Z\" | 0001-01-01T00:00:00Z",
                "-62135596800 | 0001-01-01T00:00:00Z",
                "-1 | 1969-12-31T23:59:59Z",
                "0 | 1970-01-01T00:00:00Z",
                "1e-999999999 |",
                "4102444800 | 2100-01-01T00:00:00Z",
                "-62135596801 |",
                "1541992493965 |",
                "1541992493965000 |",
                "1e400 |",
                "1e999999999 |",
                "NaN |",
                "true |",
                "\"\" |",
                "\"soon\" |",
                "\"2018-11-12\" |",
                "\"+12018-11-12T03:14:53Z\" |",
                "{\"seconds\": 1541992493} |",
                "[1541992493] |"
            })
    void aTimeIsReadInAnyFormThatIsCertain(String time, @Nullable Instant expected) throws IOException {
        ReadInvocation read = plugin("\"ResponseStartDateTime\": " + time);
        assertThat(read.invocation().commandPlugins().get(0).responseStartDateTime())
                .isEqualTo(expected);
        assertThat(read.strange()).hasSize(expected == null ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'\"true\"', true", "'\"False\"', false", "1,", "'\"yes\"',", "[],"})
    void aTruthIsReadInAnyFormThatIsCertain(String truth, @Nullable Boolean expected) throws IOException {
        ReadInvocation read = invocation("\"CloudWatchOutputConfig\": {\"CloudWatchOutputEnabled\": " + truth + "}");
        assertThat(read.invocation().cloudWatchOutputConfig().cloudWatchOutputEnabled())
                .isEqualTo(expected);
        assertThat(read.strange()).hasSize(expected == null ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "5 | 5 | a number",
                "4294967295.0 | 4294967295.0 | a number",
                "true | true | true",
                "{\"a\": [1, null]} | {\"a\":[1,null]} | an object",
                "[\"a\", {}] | [\"a\",{}] | a list"
            })
    void whatStandsForATextIsTextAndNotTold(String value, String text, String told) throws IOException {
        ReadInvocation read = plugin("\"Output\": " + value);
        assertThat(read.invocation().commandPlugins().get(0).output()).isEqualTo(text);
        assertThat(strange(read)).containsExactly("1 output text " + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"CommandPlugins\": {\"Name\": \"p\"} | 1 command_plugins null an object",
                "\"CommandPlugins\": \"none\" | 1 command_plugins null \"none\"",
                "\"CommandPlugins\": [null, 1, {\"Name\": \"p\"}, []] | 2 command_plugins nothing 1",
                "\"NotificationConfig\": [] | 1 notification_config null a list",
                "\"CloudWatchOutputConfig\": \"off\" | 1 cloud_watch_output_config null \"off\"",
                "\"NotificationConfig\": {\"NotificationEvents\": \"All\"} | 1 notification_events text \"All\"",
                "\"NotificationConfig\": {\"NotificationEvents\": [1, \"All\"]} | 1 notification_events text a number",
                "\"Status\": 1 | 1 status text a number",
                "\"CommandPlugins\": [{\"Status\": 1}, {\"Status\": 2}] | 2 plugin_status text a number",
            })
    void aMemberOfAnotherTypeCostsItself(String member, String expected) throws IOException {
        ReadInvocation read = invocation(member + ", \"Comment\": \"kept\"");
        assertThat(strange(read)).containsExactly(expected);
        assertThat(read.hasRow()).isTrue();
        assertThat(read.invocation().comment()).isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CommandPlugins\": null",
                "\"CommandPlugins\": [null]",
                "\"NotificationConfig\": null",
                "\"NotificationConfig\": {\"NotificationEvents\": [null]}",
                "\"Unknown\": {\"ResponseCode\": \"x\"}",
                "\"Comment\": \"\\u0000\\ud800\\ufeff\"",
                "\"Comment\": \"a raw\ttab\""
            })
    void nullsAndUnknownMembersAreNothingStrange(String member) throws IOException {
        assertThat(invocation(member).strange()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"InstanceId\": \"i\", \"RequestedDateTime\": 1} | 1 command_id no row nothing",
                "{\"CommandId\": \"c\", \"RequestedDateTime\": 1} | 1 instance_id no row nothing",
                "{\"CommandId\": \"c\", \"InstanceId\": \"i\"} | 1 requested_date_time no row nothing",
                "{\"CommandId\": \"c\", \"InstanceId\": \"i\", \"RequestedDateTime\": \"soon\"} | 1 requested_date_time no row \"soon\"",
                "{\"CommandId\": null, \"InstanceId\": \"i\", \"RequestedDateTime\": 1} | 1 command_id no row nothing",
                "17 | 1 command_invocations no row 17",
                "[{}] | 1 command_invocations no row a list"
            })
    void anInvocationWithoutAKeyHasNoRowAndTheNextHasItsOwn(String invocation, String expected) throws IOException {
        List<ReadInvocation> page = page(invocation + ", {" + KEY + "}");
        assertThat(page).extracting(ReadInvocation::hasRow).containsExactly(false, true);
        assertThat(strange(page.get(0))).containsExactly(expected);
        assertThat(page.get(1).strange()).isEmpty();
    }

    @Test
    void aNullAmongInvocationsIsNone() throws IOException {
        assertThat(page("null, {" + KEY + "}")).hasSize(1);
    }

    @Test
    void sixtyPluginsOfOneNameAreSixty() throws IOException {
        String plugins = "{\"Name\": \"p\"}, ".repeat(59) + "{\"Name\": \"p\"}";
        CommandInvocation read =
                invocation("\"CommandPlugins\": [" + plugins + "]").invocation();
        assertThat(read.commandPlugins()).hasSize(60);
    }

    @Test
    void whatIsToldOfATextIsShortAndHarmless() throws IOException {
        ReadInvocation read = plugin("\"ResponseCode\": \"\\u001b[2J\\n\\u202e" + "x".repeat(100) + "\"");
        assertThat(read.strange().get(0).first()).isEqualTo("\"\uFFFD[2J\uFFFD\uFFFD" + "x".repeat(34) + "…\"");
    }

    @Test
    void aStrangeValueIsNamedByItsColumn() throws IOException {
        ReadInvocation read = invocation(membersOf(CommandInvocation.builder().build()) + ", \"CommandPlugins\": [{"
                + membersOf(CommandPlugin.builder().build()) + "}]");
        assertThat(read.strange())
                .extracting(StrangeValue::column)
                .isSubsetOf(Column.ALL.stream().map(Column::name).toList())
                .hasSizeGreaterThan(20);
    }

    private static String membersOf(software.amazon.awssdk.core.SdkPojo model) {
        return model.sdkFields().stream()
                .filter(field -> List.of("STRING", "INTEGER", "INSTANT")
                        .contains(field.marshallingType().toString().toUpperCase(Locale.ROOT)))
                .map(field -> "\"" + field.locationName() + "\": [1]")
                .filter(member -> !member.startsWith("\"RequestedDateTime"))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }
}
