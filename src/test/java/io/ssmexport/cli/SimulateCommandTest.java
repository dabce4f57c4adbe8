package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SimulateCommand command = new SimulateCommand();
    private final CommandLine commandLine =
            new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void theEndpointAndWhatToTypeArePrinted() {
        Thread.currentThread().interrupt();
        int exitCode = commandLine.execute("--port", "0", "--now", "2026-11-19T12:00:00Z");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(exitCode).isEqualTo(130);
        assertThat(out.toString())
                .containsPattern("\\Ahttp://127\\.0\\.0\\.1:\\d+\\R")
                .containsPattern("export AWS_ENDPOINT_URL=http://127\\.0\\.0\\.1:\\d+ AWS_ACCESS_KEY_ID=simulator ")
                .containsPattern("AWS_ENDPOINT_URL_S3=http://127\\.0\\.0\\.1:\\d+")
                .contains("aws s3 ls s3://archive")
                .contains("1000 invocations", "7 days before 2026-11-19T12:00:00Z");
    }

    @Test
    void aBrokerIsThereWhereItIsAskedForAndSaysHowItIsNamed() {
        Thread.currentThread().interrupt();
        assertThat(commandLine.execute("--port", "0", "--broker-port", "0")).isEqualTo(130);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(out.toString()).containsPattern("--broker activemq:tcp://127\\.0\\.0\\.1:\\d+\\R");
    }

    @Test
    void mistakesAreUsageErrors() {
        assertThat(commandLine.execute("--invocations", "0")).isEqualTo(2);
        assertThat(commandLine.execute("--fault", "trottle=1")).isEqualTo(2);
        assertThat(commandLine.execute("--port", "0", "--fault", "s3-slow=1")).isEqualTo(2);
        assertThat(commandLine.execute("--port", "0", "--fault", "s3-fail=0")).isEqualTo(2);
        assertThat(commandLine.execute("--port", "0", "--bucket", "No")).isEqualTo(2);
        assertThat(commandLine.execute("--live", "--now", "2026-11-19T12:00:00Z"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--invocations must be from 1 to 10000000 but was 0")
                .contains("--fault must be one of throttle=N")
                .contains("--fault of S3 must be one of slow-down=N", "--fault of S3 must have a number from 1")
                .contains("--bucket must have 3 to 63 of a-z 0-9 . - but was No")
                .contains("are mutually exclusive");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            commandLine.parseArgs("--port", String.valueOf(taken.getLocalPort()));
            assertThatThrownBy(command::call).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
                assertThat(failure)
                        .hasMessageContainingAll("[port] " + taken.getLocalPort(), "; choose another with --port");
            });
        }
    }
}
