package io.ssmexport.job;

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
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier version of this program left: what it wrote to {@code /srv/archive} as Parquet and CSV, its embedded states,
 * and a dump of its tables in Postgres 15.
 */
public record EarlierArchive(Path directory) {

    /** Unpacks an archive into an empty directory. */
    public static EarlierArchive unpack(String name, Path directory) throws IOException {
        InputStream archive = Objects.requireNonNull(
                EarlierArchive.class.getResourceAsStream("/io/ssmexport/earlier/" + name + ".zip"));
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
        return new EarlierArchive(directory);
    }

    /** Dataset of a format. */
    public Path dataset(String format) {
        return directory.resolve(format);
    }

    /** Tells a state, which names its destination by its path, where that is now. */
    public void move(String format, Path state) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + state.resolve("state"), "ssm_export", "");
                Statement statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            for (String table : List.of("destination", "exported_slice", "incremental_start", "run")) {
                statement.execute("update %s set destination = replace(destination, '/srv/archive/%s', '%s')"
                        .formatted(table, format, dataset(format)));
            }
        }
    }

    /** What a reader of a format's dataset finds now. */
    public List<List<@Nullable String>> rows(String format) throws SQLException {
        return DuckDb.withoutNul(DuckDb.rows(dataset(format).resolve("*/*." + format)));
    }

    /** Makes its tables anew. */
    public void restore(Warehouse warehouse) throws IOException, SQLException {
        warehouse.execute(Files.readString(directory.resolve("postgres.sql"), StandardCharsets.UTF_8));
    }
}
