package io.ssmexport.state;

import io.ssmexport.disk.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The file of an embedded database. What changes it as a whole works on another file, which then takes its name: H2 commits
 * each statement of a migration, and a file of the right name always has whole tables, whenever this ends.
 */
final class StateFile {

    private static final String SUFFIX = ".mv.db";

    private final StateDirectory directory;

    StateFile(StateDirectory directory) {
        this.directory = directory;
    }

    private Path file() {
        return directory.database();
    }

    /** @param settings of H2, each after a semicolon */
    JdbcDataSource h2(String settings) {
        return h2(file(), settings);
    }

    private static JdbcDataSource h2(Path file, String settings) {
        String name = StateFiles.name(file);
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:file:" + name.substring(0, name.length() - SUFFIX.length())
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0" + settings);
        h2.setUser("ssm_export");
        h2.setPassword("");
        return h2;
    }

    /** Makes the tables, or brings those that are there up to date. */
    void migrate() throws IOException, SQLException {
        Path unfinished = unfinished();
        if (Files.exists(file())) {
            Files.copy(file(), unfinished, StandardCopyOption.COPY_ATTRIBUTES);
        }
        JdbcDataSource h2 = h2(unfinished, "");
        try (Connection open = h2.getConnection()) {
            migrate(h2);
            close(open);
        }
        replaceBy(unfinished);
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/ssmexport/state/h2")
                .load()
                .migrate();
    }

    /** Writes all rows to a new file, where nothing locks them. */
    void copy() throws IOException, SQLException {
        Path unfinished = unfinished();
        try (Connection from = h2("").getConnection();
                Statement script = from.createStatement();
                ResultSet statements = script.executeQuery("script");
                Connection to = h2(unfinished, "").getConnection();
                Statement statement = to.createStatement()) {
            while (statements.next()) {
                statement.execute(statements.getString(1));
            }
            close(to);
        }
        replaceBy(unfinished);
    }

    private Path unfinished() throws IOException {
        Path unfinished = file().resolveSibling("unfinished" + SUFFIX);
        Files.deleteIfExists(unfinished);
        return unfinished;
    }

    private static void close(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("shutdown");
        }
    }

    /** H2 says nothing of what it couldn't write in the background. */
    private void replaceBy(Path unfinished) throws IOException {
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        @Nullable IOException unwritable = StateFiles.whyUnwritable(directory.path());
        if (unwritable != null) {
            throw unwritable;
        }
        Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(directory.path());
    }
}
