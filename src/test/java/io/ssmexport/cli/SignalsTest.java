package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalsTest {

    @Test
    void theExitCodeIsThatOfTheSignalThatTheJvmHandles() {
        assertThat(Signals.exitCode(Set.of("main", "SIGTERM handler"))).isEqualTo(143);
        assertThat(Signals.exitCode(Set.of("main", "SIGINT handler"))).isEqualTo(130);
        assertThat(Signals.exitCode(Set.of("main"))).isEqualTo(1);
    }
}
