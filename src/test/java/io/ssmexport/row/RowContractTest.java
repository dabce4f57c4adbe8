package io.ssmexport.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowContractTest {

    @Test
    void theColumnsAreTheComponentsOfTheRecordInSnakeCase() {
        assertThat(Column.ALL)
                .extracting(Column::name)
                .containsExactlyElementsOf(Arrays.stream(PluginRow.class.getRecordComponents())
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
    void theMigrationHasTheColumnsWithTheirTypes() throws Exception {
        String table = Files.readString(Path.of("sql/warehouse/V1__command_plugin.sql"));
        String columns = table.substring(0, table.indexOf("  primary key"))
                .lines()
                .skip(1)
                .collect(Collectors.joining("\n"));
        assertThat(columns)
                .isEqualTo(Column.ALL.stream()
                        .map(column -> "  " + column.name() + " " + sqlType(column.type())
                                + (column.nullable() ? "," : " not null,"))
                        .collect(Collectors.joining("\n")));
    }

    private static String sqlType(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INT -> "int";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamptz";
        };
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacterAndAPairStays() {
        assertThat(Flattener.clean("a\ud83d b\ud83d\ude00 \ude00")).isEqualTo("a\uFFFD b\ud83d\ude00 \uFFFD");
    }
}
