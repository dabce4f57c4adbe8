package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80, /, '', ''",
        "127.0.0.1:80, /archive, archive, ''",
        "127.0.0.1:80, /archive/, archive, ''",
        "127.0.0.1:80, /archive/a/b%3Dc%20d+e%2Bf, archive, 'a/b=c d+e+f'",
        "127.0.0.1:80, /archive//a/../b/, archive, '/a/../b/'",
        "archive.localhost:80, /, archive, ''",
        "archive.localhost, /a/b, archive, a/b",
        "archive.s3.eu-central-1.amazonaws.com, /a, archive, a",
        "other.localhost:80, /archive/a, archive, a"
    })
    void theBucketIsInTheHostsNameIfItIsThereElseInThePath(String host, String path, String bucket, String key) {
        assertThat(Target.of(host, URI.create(path), "archive"::equals)).isEqualTo(new Target(bucket, key, Map.of()));
    }

    @Test
    void parametersMayHaveNoValue() {
        assertThat(Target.of("h", URI.create("/b?uploads&prefix=a%2Fb&delimiter="), name -> false)
                        .query())
                .isEqualTo(Map.of("uploads", "", "prefix", "a/b", "delimiter", ""));
    }
}
