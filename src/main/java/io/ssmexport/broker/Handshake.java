package io.ssmexport.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Why no encrypted connection comes about, where a broker's client says only, or now and then, that there is none. */
final class Handshake {

    private static final int WAIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private Handshake() {}

    /** What Java has against the broker's certificate, by its usual authorities; empty where something else is wrong. */
    static Optional<Exception> refusal(BrokerUrl url) {
        if (!url.isEncrypted() || url.hasTrustStore()) {
            return Optional.empty();
        }
        try (SSLSocket socket =
                (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket()) {
            URI address = URI.create(url.toString());
            SSLParameters checked = socket.getSSLParameters();
            checked.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(checked);
            socket.setSoTimeout(WAIT_MILLIS);
            socket.connect(new InetSocketAddress(address.getHost(), BrokerUrl.encryptedPort(address)), WAIT_MILLIS);
            socket.startHandshake();
            return Optional.empty();
        } catch (SSLException refused) {
            return Optional.of(refused);
        } catch (IOException | NoSuchAlgorithmException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
