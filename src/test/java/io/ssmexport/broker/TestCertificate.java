package io.ssmexport.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this host that nobody has signed.
 *
 * @param keys it and its key
 * @param pem it alone
 * @param key its key alone, in PEM too
 * @param trusted a store of authorities that holds it, made as the guide says
 */
record TestCertificate(Path keys, Path pem, Path key, Path trusted) {

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "broker";

    static TestCertificate in(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificate made = new TestCertificate(
                directory.resolve("keys.p12"),
                directory.resolve("broker.pem"),
                directory.resolve("broker.key"),
                directory.resolve("trusted.p12"));
        keytool(made.keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        KeyStore store = load(made.keys);
        write(made.pem, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        write(
                made.key,
                "PRIVATE KEY",
                store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        keytool(made.trusted, "-importcert", "-noprompt", "-file", made.pem.toString());
        return made;
    }

    /** Sockets of one who trusts it, and nobody else. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        authorities.init(load(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, authorities.getTrustManagers(), null);
        return context;
    }

    static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", ALIAS, "-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException("keytool ended with " + tool.exitValue());
        }
    }
}
