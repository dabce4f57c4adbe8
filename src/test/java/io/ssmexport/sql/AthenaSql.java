package io.ssmexport.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The statements of {@code sql/athena.sql}, without comments; each ends with the line that ends in a semicolon. */
public final class AthenaSql {

    private AthenaSql() {}

    static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("sql/athena.sql"))) {
            if (line.startsWith("--") || line.isEmpty()) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.length() - 2));
                statement.setLength(0);
            }
        }
        return statements;
    }

    static String table() throws IOException {
        return statements().get(1);
    }

    /** In an order in which each knows those it reads. */
    public static List<String> views() throws IOException {
        return statements().subList(2, statements().size());
    }
}
