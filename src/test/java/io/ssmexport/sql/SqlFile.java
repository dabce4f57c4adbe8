package io.ssmexport.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements of a file, without comments; each ends with the line that ends in a semicolon. */
public record SqlFile(String name) {

    public static final SqlFile ATHENA = new SqlFile("athena.sql");
    public static final SqlFile DUCKDB = new SqlFile("duckdb.sql");

    public String text() throws IOException {
        return Files.readString(Path.of("sql", name));
    }

    /** Over an archive. */
    public String over(Path archive) throws IOException {
        return text().replace("'archive'", "'" + archive + "'");
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

    /** What makes a table over files. */
    String table(String name) throws IOException {
        return statements().stream()
                .filter(statement -> statement.startsWith("create external table if not exists ssm." + name + " (\n"))
                .findFirst()
                .orElseThrow();
    }

    /** Types of the columns of such a table, each by its name. */
    public Map<String, String> columns(String table) throws IOException {
        Map<String, String> columns = new LinkedHashMap<>();
        table(table).lines().filter(line -> line.startsWith("  `")).forEach(line -> {
            String[] parts = line.replace(",", "").split("`", -1);
            columns.put(parts[1], parts[2].strip());
        });
        return columns;
    }

    /** In an order in which each knows those it reads. */
    public List<String> views() throws IOException {
        return statements().stream()
                .filter(statement -> statement.startsWith("create or replace view ssm."))
                .toList();
    }
}
