package io.ssmexport.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.slice.Source;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

    @ParameterizedTest
    @ValueSource(strings = {"1/1", "2/8", "8/8", "index/8"})
    void aShardIsANumberOfSoMany(String text) {
        assertThat(Shard.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/8", "9/8", "1", "1/0", "/", "a/b", "1/8/2", "-1/8", "Index/8", "12345/99999"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .hasMessage("must be a shard such as 2/8, from 1/8 to 8/8, or index/8");
    }

    /** Whoever changes that has the shards of all jobs read other accounts and regions. */
    @ParameterizedTest
    @CsvSource({
        "111122223333, us-east-1, 3, 2",
        "111122223333, eu-west-1, 8, 1",
        "444455556666, us-east-1, 8, 6",
        "123456789012, sa-east-1, 3, 1",
        "123456789012, us-west-2, 3, 3"
    })
    void anAccountAndRegionIsAlwaysInTheSameShard(String account, String region, int count, int number) {
        Source source = new Source(account, region);
        assertThat(IntStream.rangeClosed(1, count)
                        .filter(one -> new Shard(one, count).has(source))
                        .boxed())
                .containsExactly(number);
    }

    @Test
    void theShardsOfAJobAreKnownByTheirNames() {
        assertThat(Shard.of("nightly" + new Shard(2, 8).suffix(), "nightly")).contains(new Shard(2, 8));
        assertThat(Shard.of("nightly", "nightly")).isEmpty();
        assertThat(Shard.of("nightly-old.2of8", "nightly")).isEmpty();
        assertThat(Shard.of("other.2of8", "nightly")).isEmpty();
    }
}
