package io.ssmexport.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the brokers' clients make of a certificate that nobody vouches for: they tell the password to nobody. */
class BrokerTlsTest {

    private final AtomicInteger trusting = new AtomicInteger();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp://localhost:%d?sslEnabled=true", "ssl://localhost:%d", "amqps://localhost:%d"})
    void aCertificateThatIsNotTrustedIsRefusedAndTold(String address) throws Exception {
        try (SSLServerSocket server = serve(TestCertificate.in(directory))) {
            BrokerUrl url = BrokerUrl.parse(address.formatted(server.getLocalPort()));

            assertThatThrownBy(() -> Broker.open(url, Map.of()))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("[broker] " + url + " can't be used (")
                    .hasMessageContaining("unable to find valid certification path to requested target")
                    .hasMessageContaining("JAVA_OPTS=-Djavax.net.ssl.trustStore=");
        }
        assertThat(trusting).as("connections that went on").hasValue(0);
    }

    /** Greets whoever comes. */
    private SSLServerSocket serve(TestCertificate certificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(TestCertificate.load(certificate.keys()), TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread greeting = new Thread(() -> greet(server), "greeting");
        greeting.setDaemon(true);
        greeting.start();
        return server;
    }

    private void greet(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                // With TLS 1.3 only what comes next tells whether the client trusts us.
                if (client.getInputStream().read() >= 0) {
                    trusting.incrementAndGet();
                }
            } catch (IOException refused) {
                // So it should be.
            }
        }
    }
}
