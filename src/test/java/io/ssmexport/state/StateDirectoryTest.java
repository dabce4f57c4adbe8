package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.destination.StatePlace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDirectoryTest {

    private static final Path HOME = Path.of(System.getProperty("user.home"), ".local/state/ssm-export/nightly");

    private static Path path(Map<String, String> environment) {
        return StateDirectory.of(StatePlace.Directory.OF_USER, "nightly", environment)
                .path();
    }

    @Test
    void theVariableOfXdgNamesIt() {
        assertThat(path(Map.of("XDG_STATE_HOME", "/var/lib/me"))).isEqualTo(Path.of("/var/lib/me/ssm-export/nightly"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state", "./state", "~/state"})
    void aRelativePathInItIsIgnoredAsXdgSays(String value) {
        assertThat(path(Map.of("XDG_STATE_HOME", value))).isEqualTo(HOME);
    }

    @Test
    void oneThatIsGivenBeatsIt() {
        assertThat(StateDirectory.of(
                                new StatePlace.Directory(Path.of("/srv/state")),
                                "nightly",
                                Map.of("XDG_STATE_HOME", "/var/lib/me"))
                        .path())
                .isEqualTo(Path.of("/srv/state/nightly"));
    }
}
