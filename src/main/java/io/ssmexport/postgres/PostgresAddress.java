package io.ssmexport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to get in, as psql would find it: a {@code postgresql://} URL, completed by the PG*
 * variables; {@code ~/.pgpass} and the service file are read by the driver. Its text never has a password in it.
 */
public final class PostgresAddress {

    private static final String PORT = "5432";

    private static final Pattern URL = Pattern.compile("postgres(?:ql)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
            + "(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");

    private static final Pattern HOST = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*)(?::(?<port>[0-9]*))?");

    private final Map<ConnectionParameter, String> parameters;

    private PostgresAddress(Map<ConnectionParameter, String> parameters) {
        this.parameters = parameters;
    }

    /** Whether a text is meant to be such an address. */
    public static boolean isOne(String text) {
        return text.startsWith("postgres:") || text.startsWith("postgresql:");
    }

    /**
     * The text without its password, for messages, also if nothing else is right with it.
     */
    public static String redacted(String text) {
        return text.replaceAll("(://[^:@/?]*):[^@/?]*@", "$1:***@")
                .replaceAll("(://[^:@/?]*):.*@", "$1:***@")
                .replaceAll("(?i)((?:ssl)?password=)[^&]*", "$1***");
    }

    /**
     * Address from {@code postgres:}, which is the environment's, or a {@code postgresql://} URL.
     *
     * @throws IllegalArgumentException saying what it must be, without the password
     */
    public static PostgresAddress parse(String text, Map<String, String> environment) {
        Map<ConnectionParameter, String> parameters = new EnumMap<>(ConnectionParameter.class);
        for (ConnectionParameter parameter : ConnectionParameter.values()) {
            String value = parameter.variable() == null ? "" : environment.getOrDefault(parameter.variable(), "");
            if (!value.isEmpty()) {
                parameters.put(parameter, value);
            }
        }
        if (!text.equals("postgres:")) {
            parameters.putAll(ofUrl(text));
        }
        PostgresAddress address = new PostgresAddress(parameters);
        address.hosts().forEach(PostgresAddress::requireNoSocket);
        address.properties();
        return address;
    }

    private static Map<ConnectionParameter, String> ofUrl(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "must be postgres: or postgresql://[user[:password]@][host[:port],…][/database][?parameter=value&…],"
                            + " with %-escapes for special characters");
        }
        Map<ConnectionParameter, String> parameters = new EnumMap<>(ConnectionParameter.class);
        put(parameters, ConnectionParameter.USER, url.group("user"));
        put(parameters, ConnectionParameter.PASSWORD, url.group("password"));
        put(parameters, ConnectionParameter.DBNAME, url.group("database"));
        if (!url.group("hosts").isEmpty()) {
            List<String> hosts = new ArrayList<>();
            List<String> ports = new ArrayList<>();
            for (String part : url.group("hosts").split(",", -1)) {
                Matcher host = HOST.matcher(part);
                if (!host.matches()) {
                    throw new IllegalArgumentException("must have hosts as host:port, separated by commas");
                }
                hosts.add(host.group("host"));
                ports.add(host.group("port") == null ? "" : host.group("port"));
            }
            put(parameters, ConnectionParameter.HOST, String.join(",", hosts));
            if (ports.stream().anyMatch(port -> !port.isEmpty())) {
                put(parameters, ConnectionParameter.PORT, String.join(",", ports));
            }
        }
        if (url.group("parameters") != null) {
            for (String parameter : url.group("parameters").split("&", -1)) {
                putParameter(parameters, parameter);
            }
        }
        return parameters;
    }

    private static void putParameter(Map<ConnectionParameter, String> parameters, String text) {
        String[] nameAndValue = text.split("=", 2);
        if (nameAndValue.length < 2) {
            throw new IllegalArgumentException("must have parameters as name=value");
        }
        if (nameAndValue[0].equals("ssl") && nameAndValue[1].equals("true")) {
            parameters.put(ConnectionParameter.SSLMODE, "require");
            return;
        }
        ConnectionParameter parameter = ConnectionParameter.of(nameAndValue[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "must have only parameters of libpq that are known here, not '" + nameAndValue[0] + "'"));
        put(parameters, parameter, nameAndValue[1]);
    }

    private static void put(
            Map<ConnectionParameter, String> parameters, ConnectionParameter parameter, @Nullable String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            // A plus is itself in a URI of libpq, unlike in a form.
            parameters.put(parameter, URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8));
        }
    }

    private static void requireNoSocket(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new IllegalArgumentException("must have a host name or address: the Unix socket in " + host
                    + " can't be used from here; localhost is the same server over TCP");
        }
    }

    private List<String> hosts() {
        String hosts = parameters.getOrDefault(
                ConnectionParameter.HOST, parameters.getOrDefault(ConnectionParameter.HOSTADDR, ""));
        return hosts.isEmpty() ? List.of() : List.of(hosts.split(",", -1));
    }

    /** Hosts with their ports; none where the driver's default or a service names them. */
    private List<String> hostsAndPorts() {
        String[] ports = parameters.getOrDefault(ConnectionParameter.PORT, "").split(",", -1);
        List<String> hosts = hosts();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i).isEmpty() ? "localhost" : hosts.get(i);
            String port = ports.length == 1 ? ports[0] : i < ports.length ? ports[i] : "";
            boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
            all.add((bareIpv6 ? "[" + host + "]" : host) + ":" + (port.isEmpty() ? PORT : port));
        }
        if (all.isEmpty() && !ports[0].isEmpty() && !parameters.containsKey(ConnectionParameter.SERVICE)) {
            all.add("localhost:" + ports[0]);
        }
        return all;
    }

    /** URL for the driver; what is secret is in {@link #properties}. */
    String driverUrl() {
        String database = parameters.getOrDefault(ConnectionParameter.DBNAME, "");
        List<String> hosts = hostsAndPorts();
        if (hosts.isEmpty()) {
            return "jdbc:postgresql:" + (database.isEmpty() ? "/" : encoded(database));
        }
        return "jdbc:postgresql://" + String.join(",", hosts) + "/" + encoded(database);
    }

    Properties properties() {
        Properties properties = new Properties();
        parameters.forEach((parameter, value) -> {
            if (parameter.property() != null) {
                properties.setProperty(parameter.property(), parameter.driverValue(value));
            }
        });
        if ("system".equals(parameters.get(ConnectionParameter.SSLROOTCERT))) {
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            properties.putIfAbsent("sslmode", "verify-full");
        }
        Path key = Path.of(System.getProperty("user.home"), ".postgresql", "postgresql.key");
        if (!properties.containsKey("sslkey") && Files.exists(key)) {
            properties.setProperty("sslkey", key.toString());
        }
        properties.putIfAbsent("tcpKeepAlive", "true");
        return properties;
    }

    /** File of passwords that the driver shall read in place of the one it finds itself, or null. */
    @Nullable
    String passwordFile() {
        return parameters.get(ConnectionParameter.PASSFILE);
    }

    /** What an {@code application_name} was set to, or null. */
    @Nullable
    String applicationName() {
        return parameters.get(ConnectionParameter.APPLICATION_NAME);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** For example {@code postgresql://db.example.com:5432/warehouse}; without user and password. */
    @Override
    public String toString() {
        List<String> hosts = hostsAndPorts();
        String service = parameters.get(ConnectionParameter.SERVICE);
        return "postgresql://"
                + (hosts.isEmpty() && service == null
                        ? "localhost:" + PORT
                        : hosts.stream().collect(Collectors.joining(",")))
                + "/" + parameters.getOrDefault(ConnectionParameter.DBNAME, "")
                + (service == null ? "" : "?service=" + service);
    }

    /** Parameters that are set, for tests. */
    Map<ConnectionParameter, String> parameters() {
        return Collections.unmodifiableMap(parameters);
    }
}
