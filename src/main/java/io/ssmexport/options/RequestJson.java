package io.ssmexport.options;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.request.ParameterMistake;
import io.ssmexport.request.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request in the AWS CLI's JSON, as the options that say the same. */
final class RequestJson {

    private static final Map<String, OptionKey<?>> KEYS = Map.of(
            "CommandId", OptionKeys.COMMAND_ID,
            "InstanceId", OptionKeys.INSTANCE_ID,
            "Filters", OptionKeys.FILTERS,
            "Details", OptionKeys.DETAILS,
            "MaxResults", OptionKeys.PAGE_SIZE,
            "NextToken", OptionKeys.STARTING_TOKEN);

    private RequestJson() {}

    /**
     * The settings with the members of the last {@code cli-input-json} before them, so that every other one beats them.
     *
     * @throws Failure of kind USAGE if it isn't a JSON object
     */
    static List<Setting> expand(List<Setting> settings) {
        List<Setting> json = settings.stream()
                .filter(setting -> setting.key().equals(OptionKeys.CLI_INPUT_JSON.name()))
                .toList();
        if (json.isEmpty()) {
            return settings;
        }
        List<Setting> expanded = new ArrayList<>(members(json.get(json.size() - 1)));
        expanded.addAll(settings);
        return expanded;
    }

    private static List<Setting> members(Setting json) {
        try {
            return new RequestMembers()
                    .defaults(json.text()).toJson().properties().stream()
                            .filter(member -> !member.getValue().isNull())
                            .map(member -> setting(member.getKey(), member.getValue(), json.origin()))
                            .toList();
        } catch (ParameterMistake e) {
            throw new Failure(
                    USAGE,
                    Problem.of("cli-input-json must be a JSON object of a request's members, or file://PATH to one ("
                                    + e.said() + ")")
                            .at(Place.position(json.origin())),
                    e);
        }
    }

    private static Setting setting(String member, JsonNode value, String origin) {
        OptionKey<?> key = KEYS.get(member);
        return new Setting(key == null ? member : key.name(), values(value), origin + ": " + member);
    }

    private static List<JsonNode> values(JsonNode value) {
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }
}
