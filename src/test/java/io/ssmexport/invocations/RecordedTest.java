package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.invocations.Clients.Ended;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedTest {

    static List<List<String>> commandLines() {
        return CommandLines.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commandLines")
    void printsWhatTheAwsCliPrinted(List<String> arguments) throws IOException {
        Ended recorded = Recorded.read(arguments);

        assertThat(Clients.ours(arguments)).isEqualTo(recorded);
    }
}
