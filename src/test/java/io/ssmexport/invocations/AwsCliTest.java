package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ssmexport.invocations.Clients.Ended;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Side by side with version 2 of the AWS CLI, which is slow: each day another quarter of the lines, all
 * with {@code -DawsCli=all}. {@link RecordedTest} compares all of them each time, with what it printed once.
 */
@Execution(ExecutionMode.CONCURRENT)
class AwsCliTest {

    private static final int SHARES = 4;

    static List<List<String>> sameWords() {
        return todays(CommandLines.sameWords());
    }

    static List<List<String>> ownWords() {
        return todays(CommandLines.ownWords());
    }

    private static List<List<String>> todays(List<List<String>> lines) {
        boolean all = Recorded.isRecording() || "all".equals(System.getProperty("awsCli"));
        int today = (int) (LocalDate.now(ZoneOffset.UTC).toEpochDay() % SHARES);
        return IntStream.range(0, lines.size())
                .filter(line -> all || line % SHARES == today)
                .mapToObj(lines::get)
                .toList();
    }

    @BeforeAll
    static void needsTheAwsCli() {
        assumeTrue(Clients.AWS.isPresent(), Clients.NO_AWS + "; RecordedTest compares with what one printed");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameWords")
    void printsTheSameAndSaysTheSame(List<String> arguments) throws IOException, InterruptedException {
        Ended theirs = Clients.aws(arguments);
        Ended ours = Clients.ours(arguments);
        if (Recorded.isRecording()) {
            Recorded.write(arguments, theirs);
        }

        assertThat(ours.output()).isEqualTo(theirs.output());
        assertThat(ours.error()).isEqualTo(theirs.error());
        assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownWords")
    void printsTheSameAndFailsInItsOwnWords(List<String> arguments) throws IOException, InterruptedException {
        Ended theirs = Clients.aws(arguments);
        Ended ours = Clients.ours(arguments);
        if (Recorded.isRecording()) {
            Recorded.write(arguments, new Ended(theirs.exitCode(), theirs.output(), ours.error()));
        }

        assertThat(ours.output()).isEqualTo(theirs.output());
        assertThat(ours.error()).isNotEmpty();
        assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
    }
}
