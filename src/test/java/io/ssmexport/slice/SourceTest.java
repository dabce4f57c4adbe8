package io.ssmexport.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "us-gov-west-1",
                "cn-northwest-1",
                "us-iso-east-1",
                "eusc-de-east-1",
                "ap-southeast-7"
            })
    void theNamesOfRegionsAreTaken(String region) {
        assertThat(new Source("012345678901", region)).hasToString("012345678901 " + region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../x",
                "12345678901",
                "1234567890123",
                "123456789012\n",
                "123456789 12",
                "١٢٣٤٥٦٧٨٩٠١٢",
                "１２３４５６７８９０１２"
            })
    void whatIsNoAccountNeverBecomesPartOfAPath(String account) {
        assertThatThrownBy(() -> new Source(account, "us-east-1"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[account-id] must be the 12 digits of an account but was \"" + account + "\"");
        assertThatThrownBy(() -> new Slice(account, "us-east-1", Instant.EPOCH, Duration.ofDays(1)))
                .isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "us",
                "us-east-1/x",
                "../us-east-1",
                "us-east-1.evil.example",
                "us-east-1\n",
                "us_east_1",
                "US-EAST-1",
                "us-east-1#",
                "u-1",
                "us--1",
                "us-east-1-"
            })
    void whatIsNoRegionNeverBecomesPartOfAPathOrAnAddress(String region) {
        assertThatThrownBy(() -> new Source("123456789012", region))
                .isInstanceOf(Failure.class)
                .hasMessage("[regions] must be regions such as us-east-1 but was \"" + region + "\"");
    }

    @Test
    void theNameOfARegionIsBounded() {
        assertThatThrownBy(() -> Source.requireRegion("us-" + "a".repeat(62)))
                .hasMessageEndingWith("\"us-" + "a".repeat(61) + "…\"");
        assertThatThrownBy(() -> Source.requireRegion("us-" + "a".repeat(61)))
                .hasMessageEndingWith("\"us-" + "a".repeat(61) + "\"");
        assertThat(Source.requireRegion("us-" + "a".repeat(29))).isEqualTo("us-" + "a".repeat(29));
    }
}
