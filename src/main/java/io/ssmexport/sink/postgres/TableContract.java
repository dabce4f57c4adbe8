package io.ssmexport.sink.postgres;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the table that is there, made by a migration or by hand, with the row contract. More columns than the contract
 * has are fine, as long as a row without them can be inserted.
 */
final class TableContract {

    private static final String SCHEMA = "ssm";
    private static final String TABLE = "command_plugin";
    private static final String HOLDING = "holding";

    private final JdbcClient jdbc;

    TableContract(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    private record Found(String type, boolean notNull, boolean hasDefault) {}

    /**
     * Checks.
     *
     * @param place address of the database, for the message
     * @throws Failure of kind USAGE that names everything that differs
     */
    void check(String place) {
        List<String> differences = new ArrayList<>();
        String encoding = jdbc.sql("show server_encoding").query(String.class).single();
        if (!encoding.equals("UTF8")) {
            differences.add("encoding of the database must be UTF8 but is " + encoding);
        }
        Map<String, Found> found = columns();
        if (found.isEmpty()) {
            differences.add("table " + SCHEMA + "." + TABLE + " isn't there, or this role may not see it");
        } else {
            Column.ALL.forEach(column -> compare(column, found.get(column.name()), differences));
            compareOthers(found, differences);
            compareKey(differences);
            comparePrivileges(differences);
        }
        if (!differences.isEmpty()) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    place,
                                    SCHEMA + "." + TABLE + " can't take the rows:\n- "
                                            + String.join("\n- ", differences))
                            .withRemedy("sql/ has what it should be"));
        }
    }

    private Map<String, Found> columns() {
        Map<String, Found> columns = new LinkedHashMap<>();
        jdbc.sql("""
                        select attname, format_type(atttypid, atttypmod) as type, attnotnull,
                          atthasdef or attidentity <> '' as has_default
                        from pg_attribute
                        where attrelid = to_regclass(:table) and attnum > 0 and not attisdropped
                        order by attnum""")
                .param("table", SCHEMA + "." + TABLE)
                .query((row, number) -> columns.put(
                        row.getString("attname"),
                        new Found(row.getString("type"), row.getBoolean("attnotnull"), row.getBoolean("has_default"))))
                .list();
        return columns;
    }

    private static void compare(Column column, @Nullable Found found, List<String> differences) {
        String type = type(column.type());
        if (found == null) {
            differences.add(
                    "column " + column.name() + " " + type + (column.nullable() ? "" : " not null") + " is missing");
            return;
        }
        if (!found.type().equals(type)) {
            differences.add("column " + column.name() + " must be " + type + " but is " + found.type());
        }
        if (found.notNull() && column.nullable()) {
            differences.add("column " + column.name() + " must take null but is not null");
        }
    }

    private static void compareOthers(Map<String, Found> found, List<String> differences) {
        Set<String> others = new HashSet<>(found.keySet());
        Column.ALL.forEach(column -> others.remove(column.name()));
        others.stream()
                .filter(name -> {
                    Found other = found.get(name);
                    return other != null && other.notNull() && !other.hasDefault();
                })
                .sorted()
                .forEach(name -> differences.add("column " + name + " isn't of the contract, so it must take null"));
    }

    private void compareKey(List<String> differences) {
        List<String> key = jdbc.sql("""
                        select string_agg(attname::text, ', ' order by array_position(indkey::int2[], attnum))
                        from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey::int2[])
                        where indrelid = to_regclass(:table) and indisunique and indpred is null
                        group by indexrelid""")
                .param("table", SCHEMA + "." + TABLE)
                .query(String.class)
                .list();
        String wanted = String.join(", ", ChunkMerge.KEY);
        if (!key.contains(wanted)) {
            differences.add("unique key (" + wanted + ") is missing");
        }
    }

    private void comparePrivileges(List<String> differences) {
        for (String privilege : List.of("select", "insert", "update", "delete")) {
            if (!isGranted(privilege, TABLE)) {
                differences.add("this role must have the privilege " + privilege + " on it");
            }
        }
        for (String privilege : List.of("select", "insert", "update")) {
            if (!isGranted(privilege, HOLDING)) {
                differences.add("this role must have the privilege " + privilege + " on " + SCHEMA + "." + HOLDING);
            }
        }
    }

    /** True also where the table isn't there: a schema that an older version's scripts made by hand has no {@link #HOLDING}. */
    private boolean isGranted(String privilege, String table) {
        return jdbc.sql("select coalesce(has_table_privilege(to_regclass(:table), :privilege), true)")
                .param("table", SCHEMA + "." + table)
                .param("privilege", privilege)
                .query(Boolean.class)
                .single();
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INT -> "integer";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp with time zone";
        };
    }
}
