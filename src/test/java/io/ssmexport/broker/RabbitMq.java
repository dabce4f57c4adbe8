package io.ssmexport.broker;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The RabbitMQ that Debian installs, for the tests of a class; they are skipped where it isn't there. */
public final class RabbitMq implements BeforeAllCallback, AfterAllCallback {

    private int port;
    private int encrypted;
    private int distribution;
    private int mapper;
    private @Nullable Path directory;
    private @Nullable Process server;
    private @Nullable TestCertificate certificate;

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        assumeThat(installed())
                .as("RabbitMQ isn't installed here (apt-get install rabbitmq-server)")
                .isNotNull();
        directory = Files.createTempDirectory(Path.of("target"), "rabbitmq").toAbsolutePath();
        Files.writeString(directory.resolve("plugins"), "[].");
        Files.createFile(directory.resolve("env.conf"));
        port = LocalPort.free().number();
        encrypted = LocalPort.free().number();
        certificate = TestCertificate.in(directory);
        Files.write(
                directory.resolve("rabbitmq.conf"),
                List.of(
                        "listeners.ssl.default = " + encrypted,
                        "ssl_options.cacertfile = " + certificate.pem(),
                        "ssl_options.certfile = " + certificate.pem(),
                        "ssl_options.keyfile = " + certificate.key()));
        distribution = LocalPort.free().number();
        mapper = LocalPort.free().number();
        start();
    }

    /** Its own script: the one on the path changes the user. */
    private static @Nullable Path installed() throws IOException {
        Path libraries = Path.of("/usr/lib/rabbitmq/lib");
        if (!Files.isDirectory(libraries)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(libraries)) {
            return versions.map(version -> version.resolve("sbin/rabbitmq-server"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Starts it again, with what is on its disk. */
    public void start() throws IOException {
        Path own = Objects.requireNonNull(directory);
        ProcessBuilder process = new ProcessBuilder(String.valueOf(installed()))
                .redirectOutput(own.resolve("out.txt").toFile())
                .redirectError(own.resolve("err.txt").toFile());
        process.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", own.toString()),
                        Map.entry("RABBITMQ_NODENAME", "test" + port + "@localhost"),
                        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distribution)),
                        Map.entry("RABBITMQ_MNESIA_BASE", own.resolve("mnesia").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", own.resolve("log").toString()),
                        Map.entry("RABBITMQ_PID_FILE", own.resolve("pid").toString()),
                        Map.entry(
                                "RABBITMQ_CONFIG_FILE",
                                own.resolve("rabbitmq.conf").toString()),
                        Map.entry(
                                "RABBITMQ_CONF_ENV_FILE",
                                own.resolve("env.conf").toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                own.resolve("plugins").toString()),
                        Map.entry("ERL_EPMD_PORT", String.valueOf(mapper))));
        server = process.start();
        await().atMost(Duration.ofMinutes(1)).until(new LocalPort(port)::listens);
    }

    /** Ends it as a failing host would. */
    public void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(server);
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly().waitFor();
        await().atMost(Duration.ofMinutes(1)).until(() -> !new LocalPort(port).listens());
    }

    /** Where it is. */
    public String url() {
        return "amqp://127.0.0.1:" + port;
    }

    /** Where it speaks TLS, to whom calls it by that name of this host. */
    public String encryptedUrl(String host) {
        return "amqps://" + host + ":" + encrypted;
    }

    /** Trusts its certificate. */
    public SSLContext trust() throws GeneralSecurityException, IOException {
        return Objects.requireNonNull(certificate).trust();
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        if (server != null) {
            kill();
            ProcessBuilder mapperEnds = new ProcessBuilder("epmd", "-port", String.valueOf(mapper), "-kill");
            mapperEnds.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            mapperEnds.start().waitFor();
        }
    }
}
