package io.ssmexport.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * variables and the service file; {@code ~/.pgpass} is read by the driver. Its text never has a password in it.
 */
public final class PostgresAddress {

    private static final String PORT = "5432";

    private static final Pattern URL = Pattern.compile("postgres(?:ql)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
            + "(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");

    /** Empty is the default; an IPv6 address with or without its brackets. */
    private static final Pattern HOST_NAME = Pattern.compile("[\\p{L}\\p{N}._-]*|\\[?[0-9A-Fa-f:.]+\\]?");

    private static final Pattern ESCAPED = Pattern.compile("(?s)(?:[^%]|%(?!00)[0-9A-Fa-f]{2})*");

    private static final int LAST_PORT = 65_535;

    private static final Pattern HOST = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*)(?::(?<port>[0-9]*))?");

    private final Map<ConnectionParameter, String> parameters;
    private final String text;

    private PostgresAddress(Map<ConnectionParameter, String> parameters, String text) {
        this.parameters = parameters;
        this.text = text;
    }

    /**
     * The text without its password, for messages, also if nothing else is right with it: an address without its slashes,
     * of JDBC, or of another kind of server.
     */
    public static String redacted(String text) {
        return text.replaceAll(
                        "(?is)^((?:[a-z0-9+.-]+:)*//[^:@/?]*|(?:jdbc:)?postgres[a-z]*[:/]+[^:@/?]*):.*@", "$1:***@")
                .replaceAll("(?is)^((?:jdbc:)?postgres[a-z]*:/*[^:@/?,\\[]*):(?![0-9]*(?:[/?,]|$))[^@]*$", "$1:***")
                .replaceAll("(?is)((?:pass(?:word|wd|phrase)?|[^=&?]*%[^=&?]*)=)[^&]*", "$1***");
    }

    /**
     * As {@link #parse}, once the options are known to be right.
     *
     * @throws Failure of kind USAGE if a PG* variable is wrong
     */
    public static PostgresAddress of(String text, Map<String, String> environment) {
        try {
            return parse(text, environment);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.USAGE, Problem.at("PG* variables", String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Address from {@code postgres:}, which is the environment's, or a {@code postgresql://} URL.
     *
     * @throws IllegalArgumentException saying what it must be, without the password
     * @throws Failure of kind USAGE if the service that it names isn't there or can't be taken
     */
    public static PostgresAddress parse(String text, Map<String, String> environment) {
        Map<ConnectionParameter, String> given = new EnumMap<>(ConnectionParameter.class);
        for (ConnectionParameter parameter : ConnectionParameter.values()) {
            String value = parameter.variable() == null ? "" : environment.getOrDefault(parameter.variable(), "");
            if (!value.isEmpty()) {
                given.put(parameter, value);
            }
        }
        Map<ConnectionParameter, String> ofUrl = text.equals("postgres:") ? Map.of() : ofUrl(text);
        given.putAll(ofUrl);
        Map<ConnectionParameter, String> parameters = new EnumMap<>(given);
        String service = given.get(ConnectionParameter.SERVICE);
        if (service != null) {
            parameters.putAll(ServiceFile.read(service, environment));
            parameters.putAll(ofUrl);
        }
        return new PostgresAddress(parameters, text(given)).checked();
    }

    /**
     * Checks such a text by itself, without variables and files.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static void require(String text) {
        Map<ConnectionParameter, String> ofUrl = text.equals("postgres:") ? Map.of() : ofUrl(text);
        new PostgresAddress(ofUrl, text).checked();
    }

    private PostgresAddress checked() {
        hosts().forEach(PostgresAddress::requireHost);
        ports().forEach(PostgresAddress::requirePort);
        properties();
        return this;
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
        if (ConnectionParameter.isTuning(nameAndValue[0])) {
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
            parameters.put(parameter, decoded(encoded));
        }
    }

    private static String decoded(String encoded) {
        if (!ESCAPED.matcher(encoded).matches()) {
            throw new IllegalArgumentException(
                    "must have %-escapes of two hexadecimal digits, not 00; a % itself is written %25");
        }
        // A plus is itself in a URI of libpq, unlike in a form.
        return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    }

    /** Hosts become part of the driver's URL, in which a question mark would begin parameters that name classes to load. */
    private static void requireHost(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new IllegalArgumentException("must have a host name or address: the Unix socket in " + host
                    + " can't be used from here; set PGHOST=localhost, or write postgresql://localhost/…, for the same"
                    + " server over TCP, where it may ask for a password");
        }
        if (!HOST_NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("must have host names or addresses but has the host '" + host + "'");
        }
    }

    private static void requirePort(String port) {
        if (!port.isEmpty() && !(port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= LAST_PORT)) {
            throw new IllegalArgumentException(
                    "must have ports up to " + LAST_PORT + " but has the port '" + port + "'");
        }
    }

    private List<String> ports() {
        return ports(parameters);
    }

    private static List<String> ports(Map<ConnectionParameter, String> parameters) {
        return List.of(parameters.getOrDefault(ConnectionParameter.PORT, "").split(",", -1));
    }

    private List<String> hosts() {
        return hosts(parameters);
    }

    private static List<String> hosts(Map<ConnectionParameter, String> parameters) {
        String hosts = parameters.getOrDefault(
                ConnectionParameter.HOST, parameters.getOrDefault(ConnectionParameter.HOSTADDR, ""));
        return hosts.isEmpty() ? List.of() : List.of(hosts.split(",", -1));
    }

    /** Hosts with their ports; none where the driver's default or a service names them. */
    private static List<String> hostsAndPorts(Map<ConnectionParameter, String> parameters) {
        List<String> ports = ports(parameters);
        List<String> hosts = hosts(parameters);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i).isEmpty() ? "localhost" : hosts.get(i);
            String port = ports.size() == 1 ? ports.get(0) : i < ports.size() ? ports.get(i) : "";
            boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
            all.add((bareIpv6 ? "[" + host + "]" : host) + ":" + (port.isEmpty() ? PORT : port));
        }
        if (all.isEmpty() && !ports.get(0).isEmpty()) {
            all.add("localhost:" + ports.get(0));
        }
        return all;
    }

    /** URL for the driver; what is secret is in {@link #properties}. */
    String driverUrl() {
        String database = parameters.getOrDefault(ConnectionParameter.DBNAME, "");
        List<String> hosts = hostsAndPorts(parameters);
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

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** The same for the same job file and variables, whatever a service's file says, so that it can name a destination. */
    private static String text(Map<ConnectionParameter, String> given) {
        String service = given.get(ConnectionParameter.SERVICE);
        List<String> hosts = service == null
                        || given.containsKey(ConnectionParameter.HOST)
                        || given.containsKey(ConnectionParameter.HOSTADDR)
                ? hostsAndPorts(given)
                : List.of();
        return "postgresql://"
                + (hosts.isEmpty() && service == null
                        ? "localhost:" + PORT
                        : hosts.stream().collect(Collectors.joining(",")))
                + "/" + given.getOrDefault(ConnectionParameter.DBNAME, "")
                + (service == null ? "" : "?service=" + service);
    }

    /** For example {@code postgresql://db.example.com:5432/warehouse}; without user and password. */
    @Override
    public String toString() {
        return text;
    }
}
