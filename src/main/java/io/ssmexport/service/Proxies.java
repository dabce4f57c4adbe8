package io.ssmexport.service;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of the environment, by the rules of Python's {@code urllib}, which are the AWS CLI's: {@code HTTPS_PROXY} for
 * https and {@code HTTP_PROXY} for http, lower case first; a name in {@code NO_PROXY} stands for its subdomains too.
 */
final class Proxies {

    private static final String SUFFIX = "_proxy";

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:(?<scheme>[a-z][a-z0-9+.-]*)://|//)?(?:(?<user>[^:/]*?)(?::(?<password>.*))?@)?"
                    + "(?<host>\\[[0-9a-f:.]+]|[^:/?#@\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?(?:/.*)?");

    private static final int DEFAULT_PORT = 80;
    private static final int HIGHEST_PORT = 65_535;

    /** Name and value of each variable that is set, by what precedes {@code _proxy} in lower case. */
    private final Map<String, Map.Entry<String, String>> variables = new HashMap<>();

    Proxies(Map<String, String> environment) {
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().toLowerCase(Locale.ROOT).endsWith(SUFFIX))
                .filter(variable -> !variable.getValue().isBlank())
                .forEach(variable -> variables.put(scheme(variable.getKey()), variable));
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith(SUFFIX))
                .forEach(variable -> {
                    if (variable.getValue().isBlank()) {
                        variables.remove(scheme(variable.getKey()));
                    } else {
                        variables.put(scheme(variable.getKey()), variable);
                    }
                });
    }

    private static String scheme(String variable) {
        return variable.substring(0, variable.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
    }

    /** Where requests go first; its text shows no password. */
    record Address(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * The proxy for a URL, or empty where it is reached directly.
     *
     * @throws SetupFailure if the variable isn't a proxy's address
     */
    Optional<Address> of(URI url) {
        Map.Entry<String, String> variable = variables.get(url.getScheme().toLowerCase(Locale.ROOT));
        return variable == null || isDirect(url)
                ? Optional.empty()
                : Optional.of(address(variable.getKey(), variable.getValue().strip()));
    }

    private boolean isDirect(URI url) {
        String direct = variables.getOrDefault("no", Map.entry("", "")).getValue();
        if (direct.equals("*")) {
            return true;
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String withPort = url.getPort() < 0 ? host : host + ":" + url.getPort();
        return Stream.of(direct.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.+", ""))
                .filter(name -> !name.isEmpty())
                .anyMatch(name ->
                        Stream.of(host, withPort).anyMatch(place -> place.equals(name) || place.endsWith("." + name)));
    }

    private static Address address(String variable, String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            // The text may have a password in it.
            throw new SetupFailure(
                    variable,
                    "it must be a proxy's address such as http://user:password@proxy:8080, user and password"
                            + " percent-encoded; mend the variable");
        }
        String scheme = parts.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw new SetupFailure(
                    variable,
                    "a proxy must be spoken to by http:// but was " + scheme + "://; name its http:// address, through"
                            + " which https goes encrypted all the same");
        }
        int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
        if (port > HIGHEST_PORT) {
            throw new SetupFailure(variable, "a proxy's port must be at most 65535 but was " + port + "; mend it");
        }
        return new Address(parts.group("host"), port, decoded(parts.group("user")), decoded(parts.group("password")));
    }

    private static @Nullable String decoded(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            // In an address, unlike in a form, + is itself.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
