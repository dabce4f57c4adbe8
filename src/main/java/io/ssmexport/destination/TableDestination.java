package io.ssmexport.destination;

import io.ssmexport.postgres.PostgresUrl;
import java.util.Map;

/** Rows in the table {@code ssm.command_plugin} of a database. */
public record TableDestination(PostgresUrl url) implements Destination {

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public boolean isOneFile() {
        return false;
    }

    @Override
    public String jobName() {
        return "postgres";
    }

    @Override
    public String place(Map<String, String> variables) {
        return url.address(variables).toString();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
