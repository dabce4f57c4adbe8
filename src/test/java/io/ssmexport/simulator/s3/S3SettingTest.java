package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingTest {

    @Test
    void faultsAreSetAsTheCommandLineHasThem() {
        S3Faults faults = S3Faults.none();
        faults.set("latency=30ms");
        faults.set("deny=s3:PutObject");
        faults.set("owner=210987654321");
        faults.set("lost-answer=3");
        assertThat(faults.latency()).isEqualTo(Duration.ofMillis(30));
        assertThat(faults.denies("s3:PutObject")).isTrue();
        assertThat(faults.denies("s3:GetObject")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "slow=1, must be one of slow-down=N",
        "slow-down, must have a number from 1",
        "slow-down=0, must have a number from 1",
        "latency=30, must be like latency=30ms"
    })
    void mistakesAreNamed(String setting, String message) {
        assertThatThrownBy(() -> S3Faults.none().set(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("was " + setting);
    }
}
