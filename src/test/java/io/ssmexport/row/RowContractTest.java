package io.ssmexport.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RowContractTest {

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @Test
    void theColumnsAreTheComponentsOfTheRecordsPartsInSnakeCase() {
        assertThat(Column.ALL)
                .extracting(Column::name)
                .containsExactlyElementsOf(Arrays.stream(PluginRow.class.getRecordComponents())
                        .flatMap(component -> component.getType().isRecord()
                                ? Arrays.stream(component.getType().getRecordComponents())
                                : Stream.of(component))
                        .map(RecordComponent::getName)
                        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                        .map(name -> name.replaceAll("output_s_?3", "output_s3"))
                        .toList());
    }

    @Test
    void theGuideHasTheTableOfColumns() throws Exception {
        List<String> table = Files.readAllLines(Path.of("src/docs/analyst.md")).stream()
                .filter(line -> line.matches("\\| `[a-z0-9_]+` \\| (text|int|boolean|timestamp) \\|.*"))
                .map(line -> line.replaceAll("\\| `([a-z0-9_]+)`.*", "$1"))
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(Column.ALL.stream().map(Column::name).toList());
    }

    @Test
    void theMigrationsMakeTheColumnsWithTheirTypes() throws Exception {
        try (PostgresDatabase database = warehouse.open()) {
            StateDatabase.MIGRATIONS.apply(database);
            PostgresSink.MIGRATIONS.apply(database);
        }
        assertThat(warehouse.query("""
                        select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
                        from pg_attribute where attrelid = 'ssm.command_plugin'::regclass and attnum > 0 order by attnum"""))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Column.ALL.stream()
                        .map(column ->
                                column.name() + " " + sqlType(column.type()) + (column.nullable() ? "" : " not null"))
                        .toList());
    }

    private static String sqlType(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INT -> "integer";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp with time zone";
        };
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacterAndAPairStays() {
        assertThat(Flattener.clean("a\ud83d b\ud83d\ude00 \ude00")).isEqualTo("a\uFFFD b\ud83d\ude00 \uFFFD");
    }
}
