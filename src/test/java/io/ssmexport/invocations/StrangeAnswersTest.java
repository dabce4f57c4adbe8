package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.wire.CannedAnswers;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of a type that the model doesn't know: printed as they came. */
class StrangeAnswersTest {

    private static final String BODY = "{\"CommandInvocations\": [{\"InstanceId\": \"i\", %s}]}";

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    private static String compact(String json) {
        return json.replaceAll("[ \n]", "");
    }

    /** What version 1.45 of the AWS CLI printed for each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"CommandPlugins\": [{\"ResponseCode\": 4294967295}] | \"CommandPlugins\":[{\"ResponseCode\":4294967295}]",
                "\"CommandPlugins\": [{\"ResponseCode\": 1.0}] | \"CommandPlugins\":[{\"ResponseCode\":1.0}]",
                "\"CommandPlugins\": [{\"ResponseCode\": \"5\"}] | \"CommandPlugins\":[{\"ResponseCode\":\"5\"}]",
                "\"CommandPlugins\": [{\"ResponseCode\": 1e400}] | \"CommandPlugins\":[{\"ResponseCode\":Infinity}]",
                "\"CommandPlugins\": [{\"ResponseCode\": NaN}] | \"CommandPlugins\":[{\"ResponseCode\":NaN}]",
                "\"CommandPlugins\": [{\"ResponseCode\": -Infinity}] | \"CommandPlugins\":[{\"ResponseCode\":-Infinity}]",
                "\"CommandPlugins\": [{\"ResponseCode\": -0}] | \"CommandPlugins\":[{\"ResponseCode\":0}]",
                "\"CommandPlugins\": [{\"ResponseCode\": -0.0}] | \"CommandPlugins\":[{\"ResponseCode\":-0.0}]",
                "\"CommandPlugins\": [{\"ResponseCode\": 1E5}] | \"CommandPlugins\":[{\"ResponseCode\":100000.0}]",
                "\"CommandPlugins\": [null, {\"Name\": \"p\"}] | \"CommandPlugins\":[null,{\"Name\":\"p\"}]",
                "\"Comment\": {\"b\": 1, \"a\": [2, null]} | \"Comment\":{\"b\":1,\"a\":[2,null]}",
                "\"Comment\": [\"a\", 1, null] | \"Comment\":[\"a\",1,null]",
                "\"RequestedDateTime\": \"2026-11-23T23:50:00.000Z\" | \"RequestedDateTime\":\"2026-11-23T23:50:00+00:00\"",
                "\"RequestedDateTime\": 1795477680000 | \"RequestedDateTime\":1795477680000",
                "\"RequestedDateTime\": {\"a\": 1} | \"RequestedDateTime\":{\"a\":1}",
                "\"RequestedDateTime\": 1e400 | \"RequestedDateTime\":Infinity",
                "\"NotificationConfig\": {\"NotificationEvents\": [1, null]} | \"NotificationConfig\":{\"NotificationEvents\":[1,null]}",
            })
    void aStrangeValueIsPrintedAsTheAwsCliPrintsIt(String member, String printed) throws IOException {
        String expected = "{\"CommandInvocations\":[{\"InstanceId\":\"i\"," + printed + "}]}";
        answers.addForEver(BODY.formatted(member));
        assertThat(compact(Clients.ours(answers).output())).isEqualTo(expected);
        assertThat(compact(Clients.ours(answers, "--no-paginate").output())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"2026-11-23T23:50:00.000Z\" | \"2026-11-23T23:50:00+00:00\"",
                "\"2026-11-23T23:50:00.25+02:00\" | \"2026-11-23T23:50:00.250000+02:00\"",
                "\"1795477680.5\" | \"2026-11-23T23:48:00.500000+00:00\"",
                "-62135596800 | \"0001-01-01T00:00:00+00:00\"",
                "1795477680000 | 1795477680000",
                "\"soon\" | \"soon\"",
                "NaN | NaN"
            })
    void aTimeInAnyFormIsIsoFormatIfThatIsAskedFor(String time, String printed) throws IOException {
        answers.addForEver(BODY.formatted("\"RequestedDateTime\": " + time));
        String expected = "{\"CommandInvocations\":[{\"InstanceId\":\"i\",\"RequestedDateTime\":" + printed + "}]}";
        assertThat(compact(Clients.ours(answers, "--profile=iso").output())).isEqualTo(expected);
        assertThat(compact(
                        Clients.ours(answers, "--profile=iso", "--no-paginate").output()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CommandPlugins\": {\"Name\": \"p\"}",
                "\"CommandPlugins\": \"ab\"",
                "\"CommandPlugins\": [1, [], {\"Name\": {\"a\": [NaN]}}]",
                "\"NotificationConfig\": []",
                "\"NotificationConfig\": {\"NotificationEvents\": \"All\"}",
                "\"RequestedDateTime\": [1e400]",
                "\"Comment\": {\"\\u0000\": {\"a\": [[1], {\"b\": \"\\ud800\"}, null]}}",
                "\"Comment\": \"\\u0000\\ufeff a raw\ttab\"",
                "\"Status\": {\"a\": [[[[]]]]}}, null, 17, [], \"text\", {\"Status\": 1e999999999"
            })
    void nothingStrangeEndsInAStackTrace(String member) throws IOException {
        answers.addForEver(BODY.formatted(member));
        for (String format : new String[] {"json", "text", "table", "yaml"}) {
            assertEnded(Clients.ours(answers, "--output", format));
            assertEnded(Clients.ours(answers, "--output", format, "--query", "CommandInvocations[].[Status, Comment]"));
        }
    }

    /** The AWS CLI, too, refuses rows of different lengths in a table, and lists of objects and others that a query made. */
    private static void assertEnded(Ended ended) {
        assertThat(ended.error())
                .matches(
                        "|Row should have \\d+ elements, instead it has \\d+|'\\w+' object (has no attribute|is not) .*"
                                + "|\\w+ indices must be integers.*");
        assertThat(ended.exitCode()).isEqualTo(ended.error().isEmpty() ? 0 : 255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void anAnswerThatNestsTooDeepIsALine(String open) throws IOException {
        answers.addForEver("{\"X\": " + open.repeat(100_000));
        Ended ended = Clients.ours(answers);
        assertThat(ended.exitCode()).isEqualTo(255);
        assertThat(ended.error())
                .isEqualTo("Unable to parse response: the answer must nest at most 1000 levels deep but nests deeper;"
                        + " see what answers at that endpoint, then run again");
    }
}
