package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.Predicate;

/** Writes invocations as the service does: members in alphabetical order, times as epoch seconds. */
final class InvocationJson {

    private static final String TRACE =
            "Document process failed unexpectedly: exit status 1, DB_PASSWORD=s3cr3t-0f-4-tr4c3";

    private final JsonGenerator json;
    private final CommandMembers members;
    private final long now;
    private final boolean details;
    private final Predicate<Invocation> traced;

    /**
     * @param details whether plugins are written too
     * @param traced which invocations have text in their TraceOutput
     */
    InvocationJson(JsonGenerator json, long now, boolean details, Predicate<Invocation> traced) {
        this.json = json;
        this.members = new CommandMembers(json);
        this.now = now;
        this.details = details;
        this.traced = traced;
    }

    void write(Invocation invocation) throws IOException {
        Command command = invocation.command();
        Instance instance = invocation.instance();
        json.writeStartObject();
        if (!command.sparse()) {
            members.writeCloudWatch(command);
        }
        json.writeStringField("CommandId", command.id());
        writePlugins(invocation, instance);
        members.writeOptional("Comment", command.comment());
        json.writeStringField("DocumentName", command.document().documentName());
        members.writeOptional("DocumentVersion", command.documentVersion());
        json.writeStringField("InstanceId", instance.id());
        members.writeOptional("InstanceName", instance.name());
        if (!command.sparse()) {
            members.writeNotification(command);
        }
        members.writeTime("RequestedDateTime", command, command.requested());
        if (!command.sparse()) {
            Document.Step last =
                    command.document().steps().get(command.document().lastExecuted());
            members.writeServiceRole(command);
            json.writeStringField("StandardErrorUrl", url(command, instance, last, "stderr"));
            json.writeStringField("StandardOutputUrl", url(command, instance, last, "stdout"));
        }
        json.writeStringField("Status", invocation.status(now));
        json.writeStringField("StatusDetails", invocation.statusDetails(now));
        if (traced.test(invocation)) {
            json.writeStringField("TraceOutput", TRACE);
        } else if (command.sparse()) {
            json.writeStringField("TraceOutput", "");
        }
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
            json.writeStringField("OutputS3BucketName", command.writesToS3() ? CommandMembers.BUCKET : "");
            json.writeStringField("OutputS3KeyPrefix", command.writesToS3() ? prefix(command, instance) : "");
            json.writeStringField("OutputS3Region", command.history().region());
        }
        json.writeNumberField("ResponseCode", plugin.responseCode());
        if (plugin.hasTimes()) {
            members.writeTime("ResponseFinishDateTime", command, plugin.finished());
            members.writeTime("ResponseStartDateTime", command, plugin.started());
        }
        if (!command.sparse()) {
            json.writeStringField("StandardErrorUrl", url(command, instance, plugin.step(), "stderr"));
            json.writeStringField("StandardOutputUrl", url(command, instance, plugin.step(), "stdout"));
        }
        json.writeStringField("Status", plugin.status());
        json.writeStringField("StatusDetails", plugin.statusDetails());
        json.writeEndObject();
    }

    private static String prefix(Command command, Instance instance) {
        return "runs/" + command.id() + "/" + instance.id();
    }

    private static String url(Command command, Instance instance, Document.Step step, String stream) {
        if (!command.writesToS3()) {
            return "";
        }
        return "https://s3." + command.history().region() + ".amazonaws.com/" + CommandMembers.BUCKET + "/"
                + prefix(command, instance) + "/" + step.keyName() + "/0." + step.keyName() + "/" + stream;
    }
}
