package io.ssmexport.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A style or script that stands in the page, and the hash by which the page's policy allows it. */
record Asset(String text) {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    static Asset style() {
        return new Asset(resource(UPLOT + "uPlot.min.css") + resource("page.css"));
    }

    static Asset charts() {
        return new Asset(resource(UPLOT + "uPlot.iife.min.js"));
    }

    static Asset script() {
        return new Asset(resource("page.js"));
    }

    static String resource(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the package lacks " + name);
            }
            // A browser takes the page's line breaks for \n before it hashes.
            return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a policy has it. */
    String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
