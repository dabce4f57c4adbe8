package io.ssmexport.broker;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker for the tests of a class. */
public final class Artemis implements BeforeAllCallback, AfterAllCallback {

    private final Class<?> program;
    private final boolean isEncrypted;
    private int port;
    private @Nullable Path directory;
    private @Nullable Process server;
    private @Nullable TestCertificate certificate;

    public Artemis() {
        this(ArtemisServer.class, false);
    }

    private Artemis(Class<?> program, boolean isEncrypted) {
        this.program = program;
        this.isEncrypted = isEncrypted;
    }

    /** What there was before it, and is still sold: ActiveMQ "classic". */
    public static Artemis activeMq() {
        return new Artemis(ActiveMqServer.class, false);
    }

    /** One that speaks TLS, with a certificate that nobody has signed. */
    public static Artemis encrypted() {
        return new Artemis(ArtemisServer.class, true);
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        open();
    }

    /** Starts one. */
    public void open() throws IOException, InterruptedException, GeneralSecurityException {
        directory = Files.createTempDirectory(Path.of("target"), "artemis");
        port = LocalPort.free().number();
        if (isEncrypted) {
            certificate = TestCertificate.in(directory.toAbsolutePath());
        }
        start();
    }

    /** Starts it again, with what its journal has. */
    public void start() throws IOException {
        Path journal = Objects.requireNonNull(directory);
        server = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        journal.toString(),
                        "tcp://127.0.0.1:" + port + (isEncrypted ? "?" + keys() : "")))
                .redirectOutput(journal.resolve("out.txt").toFile())
                .redirectError(journal.resolve("err.txt").toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(new LocalPort(port)::listens);
    }

    private String keys() {
        return "sslEnabled=true;keyStorePath="
                + Objects.requireNonNull(certificate).keys() + ";keyStorePassword=" + TestCertificate.PASSWORD;
    }

    /** Options of a JVM that trusts it. */
    public Map<String, String> trust() {
        return Map.of(
                "javax.net.ssl.trustStore",
                Objects.requireNonNull(certificate).trusted().toString(),
                "javax.net.ssl.trustStorePassword",
                TestCertificate.PASSWORD);
    }

    /** Ends it as a failing host would. */
    public void kill() throws InterruptedException {
        Objects.requireNonNull(server).destroyForcibly().waitFor();
    }

    /** Where it is. */
    public String url() {
        return (program == ActiveMqServer.class ? "activemq:" : "")
                + (isEncrypted ? "tcp://localhost:" + port + "?sslEnabled=true" : "tcp://127.0.0.1:" + port);
    }

    /** Texts that wait in a queue. */
    public List<String> waiting(String queue) {
        try (Broker broker = Broker.open(BrokerUrl.parse(url()), Map.of())) {
            return List.copyOf(broker.queue(queue).waiting());
        }
    }

    /** Sends a text. */
    public void send(String queue, String text) {
        try (Broker broker = Broker.open(BrokerUrl.parse(url()), Map.of())) {
            broker.queue(queue).send(List.of(text));
        }
    }

    /** Takes all texts off a queue, which nobody reads. */
    public void drain(String queue) {
        try (Broker broker = Broker.open(BrokerUrl.parse(url()), Map.of())) {
            BrokerQueue opened = broker.queue(queue);
            Receiving receiving = opened.receive(1, text -> BrokerQueue.Answer.DONE, trouble -> {});
            await().atMost(Duration.ofMinutes(1)).until(() -> opened.waiting().isEmpty());
            receiving.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        kill();
    }
}
