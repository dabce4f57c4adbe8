package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: the environment's proxies, and all that it logs. */
class AwsSetupIT {

    private static final String SECRET = "s3cretKeyOfTheTest";
    private static final String TOKEN = "s3cretTokenOfTheTest";

    /** As Java writes it. */
    private static final String USER = "Proxy-authorization: ";

    private static final List<String> RUN = List.of("run", "--into=csv:out", "--state=state", "--since=1d");

    @TempDir
    private Path home;

    /** Refuses whoever doesn't say who they are, and then everybody. */
    private static final class ProxyForUsers implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        private final Queue<String> received = new ConcurrentLinkedQueue<>();

        ProxyForUsers() throws IOException {
            Executors.newSingleThreadExecutor(task -> {
                        Thread thread = new Thread(task);
                        thread.setDaemon(true);
                        return thread;
                    })
                    .execute(() -> {
                        while (!server.isClosed()) {
                            answer();
                        }
                    });
        }

        private void answer() {
            try (Socket client = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                boolean isUser = false;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    received.add(line);
                    isUser |= line.startsWith(USER);
                }
                String answer = isUser ? "403 No" : "407 Who\r\nProxy-Authenticate: Basic realm=\"proxy\"";
                client.getOutputStream()
                        .write(("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void bothCommandsGoThroughTheHttpsProxyWithItsDecodedPasswordWhichNobodyIsTold() throws Exception {
        try (ProxyForUsers proxy = new ProxyForUsers()) {
            ExportProcess process = new ExportProcess(home)
                    .set("AWS_ACCESS_KEY_ID", "key")
                    .set("AWS_SECRET_ACCESS_KEY", SECRET)
                    .set("AWS_DEFAULT_REGION", "us-gov-west-1")
                    .set("AWS_MAX_ATTEMPTS", "1")
                    .set("HTTPS_PROXY", "http://corp%5Cu:p%40ss@127.0.0.1:" + proxy.server.getLocalPort());

            assertThat(process.run(List.of("list-command-invocations", "--debug")))
                    .isEqualTo(255);
            assertThat(proxy.received)
                    .contains("CONNECT ssm.us-gov-west-1.amazonaws.com:443 HTTP/1.1", USER + "Basic Y29ycFx1OnBAc3M=");
            assertThat(String.join("\n", process.told())).doesNotContain("p%40ss", "p@ss", SECRET);

            assertThat(process.run(RUN)).isEqualTo(3);
            assertThat(proxy.received).contains("CONNECT sts.us-gov-west-1.amazonaws.com:443 HTTP/1.1");
            assertThat(process.told()).last().asString().contains("403 No", "HTTPS_PROXY");
        }
    }

    @Test
    void noLogHasATokenOrAKeyInIt() throws Exception {
        try (Simulator simulator = Simulator.start(
                new Simulation(50, 1, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none())) {
            ExportProcess process = ExportProcess.with(home, simulator.endpoint())
                    .set("AWS_SECRET_ACCESS_KEY", SECRET)
                    .set("AWS_SESSION_TOKEN", TOKEN);

            assertThat(process.run(List.of("list-command-invocations", "--debug")))
                    .isZero();
            assertThat(process.told()).hasSizeGreaterThan(10);
            requireNoSecret(process);

            assertThat(process.run(List.of(
                            "run",
                            "--verbose",
                            "--into=csv:out",
                            "--state=state",
                            "--since=1d",
                            "--roles=arn:aws:iam::210987654321:role/reader")))
                    .isZero();
            assertThat(process.told()).hasSizeGreaterThan(100);
            requireNoSecret(process);
        }
    }

    private static void requireNoSecret(ExportProcess process) throws IOException {
        assertThat(process.told())
                .noneMatch(line -> line.contains(SECRET)
                        || line.contains(TOKEN)
                        || line.toLowerCase(Locale.ROOT).contains("x-amz-security-token:")
                        || line.contains("Signature="));
    }

    @Test
    void aFileThatCantBeReadIsNamedByEveryCommand() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Path config = Files.writeString(home.resolve(".aws/config"), "[default]\nregion = eu-west-1\nnonsense\n");
        ExportProcess process = new ExportProcess(home);
        String said = "[" + config + " line 3] a line must be a [section], a member such as region = us-east-1, or a #"
                + " comment; mend this line";

        assertThat(process.run(RUN)).isEqualTo(2);
        assertThat(process.told()).containsExactly("ssm-export: " + said);

        assertThat(process.run(List.of("list-command-invocations"))).isEqualTo(255);
        assertThat(process.told()).containsExactly("", "Unable to parse config file: " + said);
    }
}
