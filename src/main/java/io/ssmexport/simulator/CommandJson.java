package io.ssmexport.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;

/** Writes commands as ListCommands does: members in alphabetical order, times as epoch seconds. */
final class CommandJson {

    private static final long DELIVERY_TIMEOUT_SECONDS = 3600;

    private final JsonGenerator json;
    private final CommandMembers members;

    CommandJson(JsonGenerator json) {
        this.json = json;
        this.members = new CommandMembers(json);
    }

    void write(CommandProgress progress) throws IOException {
        Command command = progress.command();
        json.writeStartObject();
        members.writeCloudWatch(command);
        json.writeStringField("CommandId", command.id());
        members.writeOptional("Comment", command.comment());
        json.writeNumberField("CompletedCount", progress.completed());
        json.writeNumberField("DeliveryTimedOutCount", progress.deliveryTimedOut());
        json.writeStringField("DocumentName", command.document().documentName());
        members.writeOptional("DocumentVersion", command.documentVersion());
        json.writeNumberField("ErrorCount", progress.errors());
        members.writeTime(
                "ExpiresAfter",
                command,
                command.requested() + Duration.ofHours(2).toMillis());
        json.writeArrayFieldStart("InstanceIds");
        if (!command.targetsTags()) {
            for (Instance instance : progress.instances()) {
                json.writeString(instance.id());
            }
        }
        json.writeEndArray();
        json.writeStringField("MaxConcurrency", "50");
        json.writeStringField("MaxErrors", "0");
        members.writeNotification(command);
        json.writeStringField("OutputS3BucketName", command.writesToS3() ? CommandMembers.BUCKET : "");
        json.writeStringField("OutputS3KeyPrefix", command.writesToS3() ? "runs" : "");
        json.writeObjectFieldStart("Parameters");
        json.writeArrayFieldStart("commands");
        json.writeString("uptime");
        json.writeEndArray();
        json.writeEndObject();
        members.writeTime("RequestedDateTime", command, command.requested());
        members.writeServiceRole(command);
        json.writeStringField("Status", progress.status());
        json.writeStringField("StatusDetails", progress.statusDetails());
        json.writeNumberField("TargetCount", progress.targets());
        writeTargets(command);
        json.writeNumberField("TimeoutSeconds", DELIVERY_TIMEOUT_SECONDS);
        json.writeEndObject();
    }

    private void writeTargets(Command command) throws IOException {
        json.writeArrayFieldStart("Targets");
        if (command.targetsTags()) {
            json.writeStartObject();
            json.writeStringField("Key", "tag:Role");
            json.writeArrayFieldStart("Values");
            json.writeString("web");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
