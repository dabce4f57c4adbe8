package io.ssmexport.cli;

import io.ssmexport.options.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number of this process among those that were started together, from 0 on.
 *
 * @param variable of the environment that tells it, and its value; empty where it is one alone
 */
record ShardIndex(Optional<Map.Entry<String, String>> variable) {

    /** Of an array job of AWS Batch, and of an indexed job of Kubernetes. */
    private static final List<String> VARIABLES = List.of("AWS_BATCH_JOB_ARRAY_INDEX", "JOB_COMPLETION_INDEX");

    private static final String INDEX = "index/";

    static ShardIndex in(Map<String, String> environment) {
        return new ShardIndex(VARIABLES.stream()
                .flatMap(name -> Stream.ofNullable(environment.get(name)).map(value -> Map.entry(name, value)))
                .findFirst());
    }

    /** The same settings, with the number of the shard where the index is to tell it. */
    List<Setting> of(List<Setting> settings) {
        return settings.stream().map(this::of).toList();
    }

    private Setting of(Setting setting) {
        if (!setting.key().equals("shard")
                || variable.isEmpty()
                || setting.values().size() != 1) {
            return setting;
        }
        String text = setting.values().get(0).asText();
        if (!text.startsWith(INDEX) || !variable.get().getValue().matches("[0-9]{1,4}")) {
            return setting;
        }
        int number = Integer.parseInt(variable.get().getValue()) + 1;
        return Setting.of(setting.key(), List.of(number + "/" + text.substring(INDEX.length())), setting.origin());
    }
}
