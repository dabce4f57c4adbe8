package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.wire.CannedAnswers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole list is printed from the wire, a limited one from a tree: the same, whatever order members come in. */
class WireOrderTest {

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'CommandId': 'c', 'InstanceId': 'i', 'InstanceName': 'n'}",
                "{'InstanceName': 'n', 'InstanceId': 'i', 'CommandId': 'c'}",
                "{'Status': 'Failed', 'CommandPlugins': [{'Status': 's', 'Name': 'p', 'ResponseCode': -1},"
                        + " {'Output': 'a\\n\\u0001\\ud800 é 👍', 'Name': 'q'}], 'CommandId': 'c'}",
                "{'Unknown': {'CommandId': 1}, 'InstanceId': null, 'Comment': '', 'Other': [[{'a': 'b'}]], 'CommandId': 'c'}",
                "{'InstanceId': 'first', 'CommandId': 'c', 'InstanceId': 'second, and longer'}",
                "{'CommandId': 'c', 'InstanceId': 'first, and longer', 'InstanceId': 'second'}",
                "{'InstanceId': 'i', 'CommandPlugins': [], 'CommandId': 'c', 'NotificationConfig': {}}",
                "{'NotificationConfig': {'NotificationType': 't', 'NotificationEvents': ['b', null, 'a'],"
                        + " 'NotificationArn': 'n'}, 'CommandId': 'c'}",
                "{'RequestedDateTime': 1.541992493965E9, 'CommandId': 'c', 'CommandPlugins': [{'ResponseCode': 99999999999,"
                        + " 'ResponseFinishDateTime': 1541992493, 'ResponseStartDateTime': 0.1E-7}, {'ResponseCode': 1e22},"
                        + " {'ResponseStartDateTime': 1541992493.96500012345678}, {'ResponseStartDateTime': -0.0},"
                        + " {'ResponseStartDateTime': 1541992493.0}, {'ResponseStartDateTime': 123456789012345678.0}]}",
                "{'CommandPlugins': [{'ResponseStartDateTime': 1541992493.965}, {'ResponseStartDateTime': 1541992493.960},"
                        + " {'ResponseStartDateTime': 0.5}, {'ResponseStartDateTime': 12345678901234567.5},"
                        + " {'ResponseStartDateTime': 1e5}, {'ResponseStartDateTime': -1.5}, {'ResponseStartDateTime': 1.0e0},"
                        + " {'ResponseStartDateTime': 123456789012345.5}, {'ResponseStartDateTime': 1234567890.123456789}]}",
                "{'Comment': {'CommandId': 'not a text'}, 'CommandId': ['neither']}",
                "null",
                "'text'",
                "{}"
            })
    void membersComeOutInTheModelsOrder(String invocation) throws IOException {
        String json = invocation.replace('\'', '"');
        String page = "{\"Unknown\": [], \"CommandInvocations\": [" + json + ", " + json + "]}";
        answers.add(page, page);

        Ended fromWire = Clients.ours(answers);
        Ended fromTree = Clients.ours(answers, "--max-items", "100");

        assertThat(fromWire.exitCode()).isZero();
        assertThat(fromWire).isEqualTo(fromTree);
    }

    @Test
    void anAnswerThatCantBeReadIsNotPrintedInPart() throws IOException {
        answers.add(
                "{\"CommandInvocations\": [{\"CommandId\": \"one\"}], \"NextToken\": \"t\"}",
                "{\"CommandInvocations\": [{\"CommandId\": \"two\"}, {\"CommandId\": }], \"NextToken\": \"u\"}",
                "{\"CommandInvocations\": []}");

        Ended ended = Clients.ours(answers);

        assertThat(ended.exitCode()).isEqualTo(255);
        assertThat(ended.error()).startsWith("Unable to parse response: ");
        assertThat(ended.output()).contains("\"one\"").doesNotContain("two");
    }
}
