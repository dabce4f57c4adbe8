package io.ssmexport.job;

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

    /** Statements that make the tables anew. */
    public String tables() throws IOException {
        return Files.readString(directory.resolve("postgres.sql"), StandardCharsets.UTF_8);
    }
}
