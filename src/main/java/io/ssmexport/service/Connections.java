package io.ssmexport.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.Lazy;

/** Opens connections through the proxies, and to the hosts, of a setup. */
final class Connections implements UrlConnectionFactory {

    static {
        // Java keeps five idle connections to a host, and all accounts share that of their region.
        setUnlessSet("http.maxConnections", "64");
        // Java sends no password to a proxy for https unless it is told to, by this and in no other way.
        setUnlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
        // Java tells a proxy a wrong password twenty times, which locks users out; this counts those, too.
        setUnlessSet("http.maxRedirects", "3");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final Proxies proxies;
    private final @Nullable Lazy<SSLSocketFactory> sockets;
    private final boolean isVerified;
    private final int connectMillis;
    private final int readMillis;

    /** Java keeps a connection only for the same authenticator. */
    private final Map<Proxies.Address, ProxyUser> users = new ConcurrentHashMap<>();

    private Connections(
            Proxies proxies,
            @Nullable Supplier<SSLSocketFactory> sockets,
            boolean isVerified,
            Duration connect,
            Duration read) {
        this.proxies = proxies;
        this.sockets = sockets == null ? null : new Lazy<>(sockets);
        this.isVerified = isVerified;
        this.connectMillis = Math.toIntExact(connect.toMillis());
        this.readMillis = Math.toIntExact(read.toMillis());
    }

    /**
     * The client that opens its connections here. It follows no redirect.
     *
     * @param sockets for https, made when the first is needed; null for Java's own
     * @param isVerified whether a certificate must be the host's
     * @param connect how long to wait for a connection; zero is for ever
     * @param read how long to wait for an answer; zero is for ever
     */
    static SdkHttpClient client(
            Proxies proxies,
            @Nullable Supplier<SSLSocketFactory> sockets,
            boolean isVerified,
            Duration connect,
            Duration read) {
        return UrlConnectionHttpClient.create(new Connections(proxies, sockets, isVerified, connect, read));
    }

    @Override
    public HttpURLConnection createConnection(URI uri) {
        Optional<Proxies.Address> proxy = proxies.of(uri);
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    (proxy.isPresent() ? through(proxy.get(), uri) : uri.toURL().openConnection());
            connection.setConnectTimeout(connectMillis);
            connection.setReadTimeout(readMillis);
            if (connection instanceof HttpsURLConnection secure) {
                if (sockets != null) {
                    secure.setSSLSocketFactory(sockets.getValue());
                }
                if (!isVerified) {
                    secure.setHostnameVerifier((host, session) -> true);
                }
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpURLConnection through(Proxies.Address proxy, URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL()
                .openConnection(
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        if (proxy.user() != null) {
            connection.setAuthenticator(users.computeIfAbsent(proxy, ProxyUser::new));
        }
        return connection;
    }

    /** Says who we are to a proxy, and to nobody else. */
    private static final class ProxyUser extends Authenticator {

        private final PasswordAuthentication user;

        ProxyUser(Proxies.Address proxy) {
            String password = Objects.requireNonNullElse(proxy.password(), "");
            this.user =
                    new PasswordAuthentication(Objects.requireNonNullElse(proxy.user(), ""), password.toCharArray());
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? user : null;
        }
    }
}
