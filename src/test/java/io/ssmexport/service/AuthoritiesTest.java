package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Against a server for localhost, whose certificate and key of the test's own authority lie beside this. */
class AuthoritiesTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path home;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void serve() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream keys = resource("server.p12")) {
            store.load(keys, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(AuthoritiesTest.class.getResourceAsStream(name));
    }

    private static String pem(String name) throws IOException {
        try (InputStream in = resource(name + ".pem")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String bundle(String text) throws IOException {
        return Files.writeString(home.resolve("bundle.pem"), text, StandardCharsets.ISO_8859_1)
                .toString();
    }

    private void ask(Map<String, String> environment, boolean isVerified, @Nullable String chosen) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("AWS_CONFIG_FILE", "none");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        variables.put(
                "AWS_ENDPOINT_URL", "https://localhost:" + server.getAddress().getPort());
        Terms terms = Terms.of("test", Duration.ofSeconds(10), Duration.ofSeconds(10))
                .with(AnonymousCredentialsProvider.create())
                .with(isVerified, chosen);
        try (ServiceClients clients = new ServiceClients(AwsSetup.of(variables, null), terms);
                SsmClient ssm = clients.ssm("us-east-1", clients.credentials(), more -> {})) {
            ssm.listCommandInvocations(request -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1$s",
                "%2$s%1$s",
                "%1$s%2$s",
                "Authority of the company: é\n# comment\n%2$s\ntext\n\n%1$stext below",
                "X\n%1$s"
            })
    void aBundleVouchesWithAnythingBetweenItsCertificates(String form) throws IOException {
        String text = form.replace("%1$s", pem("authority")).replace("%2$s", pem("another-authority"));

        ask(Map.of("AWS_CA_BUNDLE", bundle(text)), true, null);
        ask(Map.of("AWS_CA_BUNDLE", bundle(text.replace("\n", "\r\n"))), true, null);

        assertThat(requests).hasValue(2);
    }

    @Test
    void theBundleIsTheOptionsOrTheVariablesOrTheProfiles() throws IOException {
        String good = bundle(pem("authority"));
        Path config = Files.writeString(home.resolve("config"), "[default]\nca_bundle = " + good + "\n");

        ask(Map.of("AWS_CONFIG_FILE", config.toString()), true, null);
        ask(Map.of("REQUESTS_CA_BUNDLE", good), true, null);
        ask(Map.of("AWS_CA_BUNDLE", good, "REQUESTS_CA_BUNDLE", "none"), true, null);
        ask(Map.of("AWS_CA_BUNDLE", "none"), true, good);
        ask(Map.of("AWS_CA_BUNDLE", "none"), false, null);

        assertThat(requests).hasValue(5);
    }

    @Test
    void nobodyElseIsBelievedAndNoneIsAskedTwice() throws IOException {
        String other = bundle(pem("another-authority"));

        for (Map<String, String> environment : List.of(Map.of("AWS_CA_BUNDLE", other), Map.<String, String>of())) {
            assertThatThrownBy(() -> ask(environment, true, null))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("SDK Attempt Count: 1")
                    .matches(Authorities::isUntrusted);
        }
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n"
            })
    void aBundleThatIsNoneIsNamed(String text) throws IOException {
        String bundle = bundle(text);

        assertThatThrownBy(() -> ask(Map.of("AWS_CA_BUNDLE", bundle), true, null))
                .satisfies(failure -> assertThat(SetupFailure.in(failure).orElseThrow())
                        .hasMessageStartingWith("[AWS_CA_BUNDLE] " + bundle));
    }

    @Test
    void aBundleThatIsntThereIsNamed() {
        assertThatThrownBy(() -> ask(Map.of("AWS_CA_BUNDLE", "/none/x.pem"), true, null))
                .satisfies(failure -> assertThat(SetupFailure.in(failure).orElseThrow())
                        .hasMessage("[AWS_CA_BUNDLE] /none/x.pem isn't there; name a file of PEM certificates"));
    }
}
