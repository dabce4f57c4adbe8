package io.ssmexport.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are believed. */
public final class Authorities {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN (X509 |)CERTIFICATE-----[^-]+-----END \\1CERTIFICATE-----");

    private Authorities() {}

    /**
     * Connections to hosts whose certificates a bundle vouches for, and to no others, as with the AWS CLI.
     *
     * @param bundle PEM certificates, with any text between them
     * @param place where the bundle was named, for messages
     * @throws SetupFailure if it isn't that
     */
    static SSLSocketFactory of(Path bundle, String place) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher certificates = CERTIFICATE.matcher(Files.readString(bundle, StandardCharsets.ISO_8859_1));
            while (certificates.find()) {
                store.setCertificateEntry(
                        "authority " + store.size(),
                        factory.generateCertificate(
                                new ByteArrayInputStream(certificates.group().getBytes(StandardCharsets.ISO_8859_1))));
            }
            if (store.size() == 0) {
                throw new SetupFailure(
                        place, bundle + " must have certificates in PEM form but has none; name a file that has");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return sockets(trust.getTrustManagers());
        } catch (NoSuchFileException e) {
            throw new SetupFailure(place, bundle + " isn't there; name a file of PEM certificates", e);
        } catch (CertificateException e) {
            throw new SetupFailure(
                    place, bundle + " has a certificate that can't be read (" + e.getMessage() + "); mend it", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new SetupFailure(
                    place, bundle + " can't be read (" + e.getMessage() + "); name a file of PEM certificates", e);
        }
    }

    /** Connections to whoever answers. */
    static SSLSocketFactory unverified() {
        try {
            return sockets(new TrustManager[] {new Anybody()});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the certificate of whom we spoke to was the reason. */
    public static boolean isUntrusted(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException);
    }

    private static SSLSocketFactory sockets(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context.getSocketFactory();
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody is a client here.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // That is what was asked for.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
