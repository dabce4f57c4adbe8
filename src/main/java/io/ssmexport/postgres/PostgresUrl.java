package io.ssmexport.postgres;

import java.util.Map;

/**
 * A database as a user names it: {@code postgres:}, which is the one that the PG* variables name, or a
 * {@code postgresql://} URL.
 */
public record PostgresUrl(String text) {

    /** @throws IllegalArgumentException saying what it must be, without the password */
    public PostgresUrl {
        PostgresAddress.require(text);
    }

    /** Whether a text is meant to be one. */
    public static boolean isOne(String text) {
        return text.startsWith("postgres:") || text.startsWith("postgresql:");
    }

    /**
     * Where that is, as psql would find it.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if a PG* variable is wrong, or the service that it names isn't there
     */
    public PostgresAddress address(Map<String, String> variables) {
        return PostgresAddress.of(text, variables);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return PostgresAddress.redacted(text);
    }
}
