package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.sink.file.DuckDb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives and states that version 0.1.0 left, of 240 invocations sent from 2026-11-22 to 2026-11-24: what it wrote to {@code
 * /srv/archive} as Parquet and CSV, its embedded states (of H2 2.4.240), and a dump of its tables in Postgres 15.
 *
 * <p>AWS forgot all of that long ago, so that every row of it has to be read back to be kept.
 */
class EarlierVersionIT {

    private static final int INVOCATIONS = 240;
    private static final int ROWS = 543;

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @BeforeEach
    void unpack() throws IOException {
        InputStream archive = Objects.requireNonNull(getClass().getResourceAsStream("/io/ssmexport/earlier/0.1.0.zip"));
        try (ZipInputStream entries = new ZipInputStream(archive)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entries, file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void anEmbeddedStateAndItsFilesAreReadOn(String format) throws Exception {
        Path archive = directory.resolve(format);
        move(format, "/srv/archive/" + format, archive);
        List<List<@Nullable String>> before = rows(archive, format);

        ExportProcess export = new ExportProcess(directory);
        assertThat(export.run(again(format, format + ":" + archive, "--state=" + directory.resolve("state"))))
                .as(String.join("\n", export.told()))
                .isZero();

        assertThat(export.told()).last().asString().contains(INVOCATIONS + " kept");
        assertThat(before).hasSize(ROWS);
        assertThat(rows(archive, format).containsAll(before)).isTrue();
    }

    @Test
    void aWarehouseIsUpgradedAndReadOn() throws Exception {
        warehouse.execute(Files.readString(directory.resolve("postgres.sql"), StandardCharsets.UTF_8));
        List<List<@Nullable String>> before = warehouse.rows();

        ExportProcess export = new ExportProcess(directory);
        assertThat(export.run(again("postgres", warehouse.url())))
                .as(String.join("\n", export.told()))
                .isZero();

        assertThat(before).hasSize(ROWS);
        assertThat(warehouse.rows().containsAll(before)).isTrue();
    }

    /** Reads each slice again. */
    private static List<String> again(String name, String into, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--name=" + name, "--into=" + into, "--again"));
        arguments.addAll(List.of("--from=2026-11-22", "--until=2026-11-25", "--simulate=invocations=1,days=1,seed=1"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private void move(String job, String from, Path to) throws SQLException {
        String state = directory.resolve("state").resolve(job).resolve("state").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + state, "ssm_export", "");
                Statement statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            for (String table : List.of("destination", "exported_slice", "incremental_start", "run")) {
                statement.execute(
                        "update %s set destination = replace(destination, '%s', '%s')".formatted(table, from, to));
            }
        }
    }

    private static List<List<@Nullable String>> rows(Path archive, String format) throws SQLException {
        return DuckDb.withoutNul(DuckDb.rows(archive.resolve("*/*." + format)));
    }
}
