package io.ssmexport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.Column;
import io.trino.sql.parser.ParsingOptions;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Statement;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code sql/athena.sql} against the row contract, Trino's own parser, and the views of Postgres. */
class AthenaTest {

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @Test
    void theTableHasTheColumnsOfTheContract() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        Column.ALL.forEach(column -> expected.put(column.name(), type(column.type())));
        assertThat(SqlFile.ATHENA.columns("command_plugin")).containsExactlyEntriesOf(expected);
    }

    @Test
    void theQuestionsOfTheGuideAreTrinos() throws IOException {
        assertThat(Guide.questions()).hasSize(3).anyMatch(question -> question.contains("interval '7' day"));
        for (String question : Guide.questions()) {
            assertThat(statement(question)).isNotNull();
        }
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "string";
            case INT -> "int";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp";
        };
    }

    @Test
    void aDaysFolderIsFoundByItsDate() throws IOException {
        assertThat(SqlFile.ATHENA.statements().get(0)).isEqualTo("create database if not exists ssm");
        assertThat(SqlFile.ATHENA.table("command_plugin"))
                .contains(
                        "partitioned by (`requested_date` date)\nstored as parquet\n",
                        "'projection.enabled' = 'true'",
                        "'projection.requested_date.type' = 'date'",
                        "'projection.requested_date.format' = 'yyyy-MM-dd'",
                        "'projection.requested_date.range' = '2026-01-01,NOW'",
                        "'storage.location.template' = 's3://BUCKET/PREFIX/requested_date=${requested_date}'");
    }

    /** An age is in seconds, for Athena's views hold no intervals. */
    @Test
    void theViewsAreThoseOfPostgres() throws Exception {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (List<String> row : warehouse.query("""
                        select relname, string_agg(attname, ' ' order by attnum) from pg_class
                        join pg_attribute on attrelid = pg_class.oid
                        where relkind = 'v' and relnamespace = 'ssm'::regnamespace and attnum > 0
                        group by relname""")) {
            expected.put(
                    row.get(0),
                    List.of(row.get(1).replace(" age ", " age_seconds ").split(" ", -1)));
        }
        assertThat(parsed()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** Columns by view, as Trino's parser reads them. */
    private static Map<String, List<String>> parsed() throws IOException {
        Map<String, List<String>> views = new LinkedHashMap<>();
        for (String sql : SqlFile.ATHENA.views()) {
            CreateView view = (CreateView) statement(sql);
            QuerySpecification query = (QuerySpecification) view.getQuery().getQueryBody();
            views.put(
                    view.getName().getSuffix(),
                    query.getSelect().getSelectItems().stream()
                            .map(AthenaTest::name)
                            .toList());
        }
        return views;
    }

    private static String name(SelectItem item) {
        SingleColumn column = (SingleColumn) item;
        return column.getAlias().map(alias -> alias.getValue()).orElseGet(() -> {
            String[] parts = column.getExpression().toString().replace("\"", "").split("\\.", -1);
            return parts[parts.length - 1];
        });
    }

    private static Statement statement(String sql) {
        return new SqlParser()
                .createStatement(sql, new ParsingOptions(ParsingOptions.DecimalLiteralTreatment.AS_DECIMAL));
    }
}
