package io.ssmexport.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Statements of a file, without comments; each ends with the line that ends in a semicolon. */
public record SqlFile(String name) {

    public static final SqlFile ATHENA = new SqlFile("athena.sql");
    public static final SqlFile DUCKDB = new SqlFile("duckdb.sql");

    public String text() throws IOException {
        return Files.readString(Path.of("sql", name));
    }

    /** Over an archive and the state of the job that made it. */
    public String over(Path archive, Path state) throws IOException {
        return text().replace("'archive'", "'" + archive + "'").replace("'state/JOB'", "'" + state + "'");
    }

    public List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : text().split("\n", -1)) {
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

    /** The table over the files. */
    String table() throws IOException {
        return statements().get(1);
    }

    /** In an order in which each knows those it reads. */
    public List<String> views() throws IOException {
        return statements().stream()
                .filter(statement -> statement.startsWith("create or replace view ssm."))
                .toList();
    }
}
