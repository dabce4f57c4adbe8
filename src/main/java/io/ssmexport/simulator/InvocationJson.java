package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes invocations as the service does: members in alphabetical order, times as epoch seconds. */
final class InvocationJson {

    private static final String BUCKET = "example-ssm-output";

    private final JsonGenerator json;
    private final long now;
    private final boolean details;

    /** @param details whether plugins are written too */
    InvocationJson(JsonGenerator json, long now, boolean details) {
        this.json = json;
        this.now = now;
        this.details = details;
    }

    void write(Invocation invocation) throws IOException {
        Command command = invocation.command();
        Instance instance = invocation.instance();
        json.writeStartObject();
        if (!command.sparse()) {
            writeCloudWatch(command);
        }
        json.writeStringField("CommandId", command.id());
        writePlugins(invocation, instance);
        writeOptional("Comment", command.comment());
        json.writeStringField("DocumentName", command.document().documentName());
        writeOptional("DocumentVersion", command.documentVersion());
        json.writeStringField("InstanceId", instance.id());
        writeOptional("InstanceName", instance.name());
        if (!command.sparse()) {
            writeNotification(command);
        }
        writeTime("RequestedDateTime", command, command.requested());
        if (!command.sparse()) {
            Document.Step last =
                    command.document().steps().get(command.document().lastExecuted());
            json.writeStringField("ServiceRole", command.notifies() ? role(command) : "");
            json.writeStringField("StandardErrorUrl", url(command, instance, last, "stderr"));
            json.writeStringField("StandardOutputUrl", url(command, instance, last, "stdout"));
        }
        json.writeStringField("Status", invocation.status(now));
        json.writeStringField("StatusDetails", invocation.statusDetails(now));
        if (command.sparse()) {
            json.writeStringField("TraceOutput", "");
        }
        json.writeEndObject();
    }

    private void writeCloudWatch(Command command) throws IOException {
        json.writeObjectFieldStart("CloudWatchOutputConfig");
        json.writeStringField(
                "CloudWatchLogGroupName",
                command.logsToCloudWatch() ? "/aws/ssm/" + command.document().name() : "");
        json.writeBooleanField("CloudWatchOutputEnabled", command.logsToCloudWatch());
        json.writeEndObject();
    }

    private void writeNotification(Command command) throws IOException {
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

    private void writePlugins(Invocation invocation, Instance instance) throws IOException {
        json.writeArrayFieldStart("CommandPlugins");
        int plugins = details ? invocation.plugins(now) : 0;
        for (int number = 0; number < plugins; number++) {
            write(invocation.plugin(number, now), invocation, instance);
        }
        json.writeEndArray();
    }

    private void write(Plugin plugin, Invocation invocation, Instance instance) throws IOException {
        Command command = invocation.command();
        json.writeStartObject();
        json.writeStringField("Name", plugin.step().name());
        json.writeFieldName("Output");
        plugin.output().write(json, invocation.hash());
        if (!command.sparse()) {
            json.writeStringField("OutputS3BucketName", command.writesToS3() ? BUCKET : "");
            json.writeStringField("OutputS3KeyPrefix", command.writesToS3() ? prefix(command, instance) : "");
            json.writeStringField("OutputS3Region", command.history().region());
        }
        json.writeNumberField("ResponseCode", plugin.responseCode());
        if (plugin.hasTimes()) {
            writeTime("ResponseFinishDateTime", command, plugin.finished());
            writeTime("ResponseStartDateTime", command, plugin.started());
        }
        if (!command.sparse()) {
            json.writeStringField("StandardErrorUrl", url(command, instance, plugin.step(), "stderr"));
            json.writeStringField("StandardOutputUrl", url(command, instance, plugin.step(), "stdout"));
        }
        json.writeStringField("Status", plugin.status());
        json.writeStringField("StatusDetails", plugin.statusDetails());
        json.writeEndObject();
    }

    private void writeOptional(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void writeTime(String name, Command command, long millis) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(
                command.timesInENotation()
                        ? Double.toString(millis / 1000.0)
                        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    }

    private static String prefix(Command command, Instance instance) {
        return "runs/" + command.id() + "/" + instance.id();
    }

    private static String url(Command command, Instance instance, Document.Step step, String stream) {
        if (!command.writesToS3()) {
            return "";
        }
        return "https://s3." + command.history().region() + ".amazonaws.com/" + BUCKET + "/" + prefix(command, instance)
                + "/" + step.keyName() + "/0." + step.keyName() + "/" + stream;
    }

    private static String topic(Command command) {
        return "arn:aws:sns:" + command.history().region() + ":"
                + command.history().account() + ":run-command";
    }

    private static String role(Command command) {
        return "arn:aws:iam::" + command.history().account() + ":role/ssm-notifications";
    }
}
