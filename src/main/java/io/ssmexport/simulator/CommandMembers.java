package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes the members that a command and its invocations have in common. */
final class CommandMembers {

    static final String BUCKET = "example-ssm-output";

    private final JsonGenerator json;

    CommandMembers(JsonGenerator json) {
        this.json = json;
    }

    void writeCloudWatch(Command command) throws IOException {
        json.writeObjectFieldStart("CloudWatchOutputConfig");
        json.writeStringField(
                "CloudWatchLogGroupName",
                command.logsToCloudWatch() ? "/aws/ssm/" + command.document().name() : "");
        json.writeBooleanField("CloudWatchOutputEnabled", command.logsToCloudWatch());
        json.writeEndObject();
    }

    void writeNotification(Command command) throws IOException {
        json.writeObjectFieldStart("NotificationConfig");
        json.writeStringField("NotificationArn", command.notifies() ? topic(command) : "");
        json.writeArrayFieldStart("NotificationEvents");
        if (command.notifies()) {
            json.writeString("Failed");
            json.writeString("TimedOut");
        }
        json.writeEndArray();
        json.writeStringField("NotificationType", command.notifies() ? "Invocation" : "");
        json.writeEndObject();
    }

    void writeServiceRole(Command command) throws IOException {
        json.writeStringField("ServiceRole", command.notifies() ? role(command) : "");
    }

    void writeOptional(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    void writeTime(String name, Command command, long millis) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(
                command.timesInENotation()
                        ? Double.toString(millis / 1000.0)
                        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    }

    private static String topic(Command command) {
        return "arn:aws:sns:" + command.history().region() + ":"
                + command.history().account() + ":run-command";
    }

    private static String role(Command command) {
        return "arn:aws:iam::" + command.history().account() + ":role/ssm-notifications";
    }
}
