package io.ssmexport.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for this host that nobody has signed.
 *
 * @param keys it and its key
 * @param trusted a store of authorities that holds it, made as the guide says
 */
record TestCertificate(Path keys, Path trusted) {

    static final String PASSWORD = "changeit";

    static TestCertificate in(Path directory) throws IOException, InterruptedException {
        Path keys = directory.resolve("keys.p12");
        Path certificate = directory.resolve("broker.pem");
        Path trusted = directory.resolve("trusted.p12");
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(trusted, "-importcert", "-noprompt", "-file", certificate.toString());
        return new TestCertificate(keys, trusted);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "broker", "-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException("keytool ended with " + tool.exitValue());
        }
    }
}
