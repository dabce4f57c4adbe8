package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstallScriptTest {

    private static final Path SQL = Path.of("sql");

    /** In the order in which the migrations are applied: a name starts with its version. */
    @Test
    void itNamesEveryMigration() throws Exception {
        List<String> included = Files.readAllLines(SQL.resolve("install.sql")).stream()
                .filter(line -> line.startsWith("\\ir "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(included)
                .isEqualTo(Stream.of("state", "warehouse", "views")
                        .flatMap(InstallScriptTest::scripts)
                        .toList());
    }

    private static Stream<String> scripts(String directory) {
        return Stream.of(SQL.resolve(directory).toFile().list()).sorted().map(name -> directory + "/" + name);
    }
}
