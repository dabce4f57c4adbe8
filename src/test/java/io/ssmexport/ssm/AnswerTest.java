package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ssmexport.wire.Answer;
import io.ssmexport.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/** Answers as they are read here against the SDK's own reading of the same bytes. */
class AnswerTest {

    private static final String INVOCATION = """
            {"CommandId": "c", "InstanceId": "i", "RequestedDateTime": 1.541992493965E9, "StatusDetails": null,
             "Unknown": {"NextToken": "not this", "Deep": [[{"a": 1}]]}, "Comment": "\\"NextToken\\":\\"nor this\\"}",
             "CommandPlugins": [
               {"Name": "p", "ResponseCode": -1, "ResponseStartDateTime": 1541992493, "Output": "\\ud800 é 👍"},
               {"Name": "q", "ResponseFinishDateTime": 1541992493.9999, "ResponseStartDateTime": -0.5}],
             "NotificationConfig": {"NotificationEvents": ["All", "New"], "NotificationType": "Command"},
             "CloudWatchOutputConfig": {"CloudWatchOutputEnabled": false}}""";

    @RegisterExtension
    private final CannedService service = new CannedService();

    private Answer answer(String body) {
        service.answers().add(body);
        return Exchange.open()
                .send(service.ssm(), ListCommandInvocationsRequest.builder().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"CommandInvocations\": [{\"CommandId\": \"c\", \"InstanceId\": \"i\", \"RequestedDateTime\": 1, \"Comment\": \"a\u00ff-\u00c3\"}], \"NextToken\": \"t\"}",
                "{\"NextToken\": \"t\", \"CommandInvocations\": [{\"CommandId\": \"c\", \"InstanceId\": \"i\", \"RequestedDateTime\": 1, \"Comment\": \"a\u00ff-\u00c3\"}]}"
            })
    void aByteThatIsNoUtf8CostsThatByte(String latin1) throws Exception {
        service.answers().addBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        Answer answer = Exchange.open()
                .send(service.ssm(), ListCommandInvocationsRequest.builder().build());
        assertThat(answer.nextToken()).isEqualTo("t");
        assertThat(InvocationParser.parse(answer).orElseThrow())
                .extracting(read -> read.invocation().comment())
                .containsExactly("a\ufffd-\ufffd");
        assertThat(answer.members()).containsExactlyInAnyOrder("CommandInvocations", "NextToken");
    }

    private ListCommandInvocationsResponse readBySdk(String body) {
        service.answers().add(body);
        return service.ssm()
                .listCommandInvocations(ListCommandInvocationsRequest.builder().build());
    }

    static Stream<String> bodies() {
        String list = "\"CommandInvocations\": [" + INVOCATION + ", " + INVOCATION + "]";
        return Stream.of(
                "{" + list + ", \"NextToken\": \"t+/=\"}",
                "{" + list + ",\"NextToken\":\"t\"}",
                " {" + list + " ,\n \"NextToken\"\t:\r\n \"t\" \n}\n ",
                "{\"NextToken\": \"t\", " + list + "}",
                "{\"NextToken\": \"t\", " + list + ", \"Unknown\": 1}",
                "{" + list + ", \"NextToken\": \"t\", \"Last\": \"\\\\\"}",
                "{" + list + ", \"NextToken\": \"a\\\"b\\\\\"}",
                "{" + list + ", \"NextToken\": \"a\\u00e9b\"}",
                "{" + list + ", \"NextToken\": \"é\"}",
                "{" + list + ", \"NextToken\": \"\\\",\\\"NextToken\\\":\\\"t\"}",
                "{" + list + ", \"Note\": \",\\\"NextToken\\\":\\\"t\"}",
                "{" + list + ", \"XNextToken\": \"t\"}",
                "{" + list + ", \"X\\\"NextToken\": \"t\"}",
                "{" + list + ", \"Other\": {\"NextToken\": \"t\"}}",
                "{" + list + ", \"NextToken\": null}",
                "{" + list + "}",
                "{\"NextToken\": \"t\"}",
                "{\"CommandInvocations\": [], \"NextToken\": \"t\"}",
                "{\"CommandInvocations\": null}",
                "{}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anAnswerIsReadAsTheSdkReadsIt(String body) throws IOException {
        Answer answer = answer(body);
        ListCommandInvocationsResponse expected = readBySdk(body);
        assertThat(answer.nextToken()).isEqualTo(expected.nextToken());
        assertThat(InvocationParser.parse(answer).orElse(List.of()))
                .extracting(ReadInvocation::invocation)
                .isEqualTo(expected.commandInvocations());
    }

    @Test
    void anEmptyTokenIsNone() {
        assertThat(answer("{\"CommandInvocations\": [], \"NextToken\": \"\"}").nextToken())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"NextToken\":\"t\"",
                "{\"CommandInvocations\": [{\"CommandId\": \"c\"",
                "{} {}",
                "<html>\"NextToken\":\"t\"}"
            })
    void whatIsNoAnswerIsAskedForAgain(String body) throws IOException {
        service.answers().add(body);
        Answer answer = answer("{\"CommandInvocations\": [" + INVOCATION + "]}");
        assertThat(service.answers().areSent()).isTrue();
        assertThat(InvocationParser.parse(answer).orElseThrow()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"CommandInvocations\": {}, \"NextToken\": \"t\"}",
                "{\"CommandInvocations\": [}, \"NextToken\": \"t\"}"
            })
    void whatHasTheTokenOfAnAnswerOnlyIsRefused(String body) {
        Answer answer = answer(body);
        assertThatThrownBy(() -> InvocationParser.parse(answer)).isInstanceOf(JsonProcessingException.class);
    }
}
