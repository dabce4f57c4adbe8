package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {

    private static final String H2 = "src/main/resources/io/ssmexport/state/h2";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    /** A script is on some database once it was on main: what it should have done, another one does. */
    @Test
    void aMigrationIsAddedAndNeverEdited() throws IOException {
        assertThat(checksums("sql/state", "sql/warehouse", H2))
                .containsAllEntriesOf(Map.of(
                        "sql/state/V1__job_repository_and_ledger.sql",
                        "36447471",
                        "sql/state/V2__run_counts.sql",
                        "c877308d",
                        "sql/state/V3__last_success.sql",
                        "64669003",
                        "sql/state/V4__last_failure.sql",
                        "9be392bb",
                        "sql/warehouse/V1__command_plugin.sql",
                        "8256b81a",
                        "sql/warehouse/V2__holding.sql",
                        "49816c2e",
                        H2 + "/V1__job_repository_and_ledger.sql",
                        "9fe9e91c",
                        H2 + "/V2__run_counts.sql",
                        "907374cb",
                        H2 + "/V3__last_success.sql",
                        "47200631",
                        H2 + "/V4__last_failure.sql",
                        "e18d88ed"));
    }

    private static Map<String, String> checksums(String... directories) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        for (String directory : directories) {
            try (Stream<Path> scripts = Files.list(Path.of(directory))) {
                for (Path script : scripts.toList()) {
                    CRC32 checksum = new CRC32();
                    checksum.update(Files.readAllBytes(script));
                    checksums.put(script.toString(), Long.toHexString(checksum.getValue()));
                }
            }
        }
        return checksums;
    }

    @ParameterizedTest
    @CsvSource({"ssm, WAREHOUSE", "ssm_export, STATE"})
    void aSchemaOfANewerVersionIsRefused(String schema, String name) throws Exception {
        Migrations migrations = name.equals("STATE") ? StateDatabase.MIGRATIONS : PostgresSink.MIGRATIONS;
        try (PostgresDatabase database = warehouse.open()) {
            StateDatabase.MIGRATIONS.apply(database);
            migrations.apply(database);
            warehouse.execute("insert into " + schema + ".flyway_schema_history (installed_rank, version, description,"
                    + " type, script, installed_by, execution_time, success) values (99, '99', 'cost', 'SQL',"
                    + " 'V99__cost.sql', 'postgres', 1, true)");

            assertThatThrownBy(() -> migrations.apply(database))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                    .hasMessageMatching(
                            "\\[.* schema " + schema + "\\] is of version 99, and this ssm-export knows versions up"
                                    + " to [27]; use the newer one, or another database");
        }
    }
}
