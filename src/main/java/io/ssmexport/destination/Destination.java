package io.ssmexport.destination;

import io.ssmexport.postgres.PostgresUrl;
import java.util.Map;

/** Where rows go: what an {@code into} says. */
public sealed interface Destination permits FileDestination, TableDestination {

    /**
     * Destination of a text: {@code parquet:PATH}, {@code csv:PATH}, {@code csv.gz:PATH}, {@code csv:-}, {@code postgres:} or
     * a {@code postgresql://} URL.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    static Destination parse(String text) {
        return PostgresUrl.isOne(text) ? new TableDestination(new PostgresUrl(text)) : FileDestination.parse(text);
    }

    /** Whether what was written there can be looked at again. */
    boolean isKept();

    /** Whether all rows are one file, in whatever order they came. */
    boolean isOneFile();

    /** Name for a job that has no other; may have signs that a name can't have. */
    String jobName();

    /**
     * The same text for the same place, wherever the command is run; without user and password.
     *
     * @param variables the environment's
     */
    String place(Map<String, String> variables);

    /** As it was given, without its password. */
    @Override
    String toString();
}
