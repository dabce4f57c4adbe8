package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.options.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardIndexTest {

    @Test
    void anIndexFromZeroOnIsANumberFromOneOn() {
        assertThat(shard("index/8", Map.of("JOB_COMPLETION_INDEX", "0"))).isEqualTo("1/8");
        assertThat(shard("index/8", Map.of("AWS_BATCH_JOB_ARRAY_INDEX", "7"))).isEqualTo("8/8");
    }

    @Test
    void whatTellsItselfOrIsToldNothingStays() {
        assertThat(shard("2/8", Map.of("JOB_COMPLETION_INDEX", "0"))).isEqualTo("2/8");
        assertThat(shard("index/8", Map.of())).isEqualTo("index/8");
        assertThat(shard("index/8", Map.of("JOB_COMPLETION_INDEX", "x"))).isEqualTo("index/8");
    }

    private static String shard(String text, Map<String, String> environment) {
        Setting setting = Setting.of("shard", List.of(text), "--shard");
        return ShardIndex.in(environment)
                .of(List.of(setting))
                .get(0)
                .values()
                .get(0)
                .asText();
    }
}
