package io.ssmexport.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of libpq that this program takes, from a URL, a service or the environment. Names and meanings are those of the <a
 * href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq manual</a>; the driver has
 * other names for some.
 */
enum ConnectionParameter {
    HOST("host", "PGHOST", null),
    HOSTADDR("hostaddr", "PGHOSTADDR", null),
    PORT("port", "PGPORT", null),
    DBNAME("dbname", "PGDATABASE", null),
    USER("user", "PGUSER", "user"),
    PASSWORD("password", "PGPASSWORD", "password"),
    PASSFILE("passfile", "PGPASSFILE", null),
    SERVICE("service", "PGSERVICE", null),
    SSLMODE("sslmode", "PGSSLMODE", "sslmode"),
    SSLNEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", "sslNegotiation"),
    SSLROOTCERT("sslrootcert", "PGSSLROOTCERT", "sslrootcert"),
    SSLCERT("sslcert", "PGSSLCERT", "sslcert"),
    SSLKEY("sslkey", "PGSSLKEY", "sslkey"),
    SSLPASSWORD("sslpassword", null, "sslpassword"),
    CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", "channelBinding"),
    REQUIRE_AUTH("require_auth", "PGREQUIREAUTH", "requireAuth"),
    GSSENCMODE("gssencmode", "PGGSSENCMODE", "gssEncMode"),
    KRBSRVNAME("krbsrvname", "PGKRBSRVNAME", "kerberosServerName"),
    CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", "connectTimeout"),
    APPLICATION_NAME("application_name", "PGAPPNAME", "ApplicationName"),
    OPTIONS("options", "PGOPTIONS", "options"),
    TARGET_SESSION_ATTRS("target_session_attrs", "PGTARGETSESSIONATTRS", "targetServerType"),
    LOAD_BALANCE_HOSTS("load_balance_hosts", "PGLOADBALANCEHOSTS", "loadBalanceHosts"),
    KEEPALIVES("keepalives", null, "tcpKeepAlive");

    /** What the driver has nothing for, and what it does itself. */
    private static final Set<String> TUNING = Set.of(
            "client_encoding",
            "fallback_application_name",
            "gsslib",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "sslcompression",
            "sslsni",
            "tcp_user_timeout");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private final String keyword;
    private final @Nullable String variable;
    private final @Nullable String property;

    ConnectionParameter(String keyword, @Nullable String variable, @Nullable String property) {
        this.keyword = keyword;
        this.variable = variable;
        this.property = property;
    }

    static Optional<ConnectionParameter> of(String keyword) {
        return Stream.of(values())
                .filter(parameter -> parameter.keyword.equals(keyword))
                .findFirst();
    }

    /** Whether it is a parameter without which a connection does the same. */
    static boolean isTuning(String keyword) {
        return TUNING.contains(keyword);
    }

    /** Environment variable, or null where libpq has none. */
    @Nullable
    String variable() {
        return variable;
    }

    /** Property of the driver, or null where it is a part of the driver's URL. */
    @Nullable
    String property() {
        return property;
    }

    /**
     * The value as the driver wants it.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    String driverValue(String value) {
        return switch (this) {
            case TARGET_SESSION_ATTRS -> {
                String type = SERVER_TYPES.get(value);
                if (type == null) {
                    throw new IllegalArgumentException(keyword
                            + " must be any, read-write, read-only, primary, standby or prefer-standby but was '"
                            + value + "'");
                }
                yield type;
            }
            case CONNECT_TIMEOUT -> {
                if (!value.matches("[0-9]{1,6}")) {
                    throw new IllegalArgumentException(keyword + " must be seconds but was '" + value + "'");
                }
                yield value;
            }
            case LOAD_BALANCE_HOSTS -> String.valueOf(value.equals("random"));
            case KEEPALIVES -> String.valueOf(!value.equals("0"));
            default -> value;
        };
    }
}
