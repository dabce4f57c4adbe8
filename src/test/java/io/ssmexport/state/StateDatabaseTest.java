package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ssmexport.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class StateDatabaseTest {

    private static final String RAN = "ssm-export.ran";

    @TempDir
    private Path home;

    private StateDirectory directory(String name) {
        return new StateDirectory(home.resolve(name)).create();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "semi;colon",
                ";INIT=create alias x as 'void x() {}';X=",
                "it's",
                "a \"quoted\" one",
                "50%25",
                "#1",
                "with space ",
                "ünï ☃",
                "~",
                "back\\slash",
                "nio:x",
                "mem:x",
                "tcp:x",
                "${user.home}"
            })
    void aDirectoryMayHaveAnyName(String name) {
        StateDirectory directory = directory(name);
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            JdbcClient.create(state.dataSource())
                    .sql("insert into destination (destination, selection, slice_minutes) values ('here', '', 60)")
                    .update();
        }
        assertThat(directory.database()).isNotEmptyFile();
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            assertThat(JdbcClient.create(state.dataSource())
                            .sql("select destination from destination")
                            .query(String.class)
                            .list())
                    .containsExactly("here");
        }
    }

    /** As a full disk or a restored backup may leave it: a new one in its place would forget what is archived. */
    @Test
    void anEmptyFileIsNoNewState() throws IOException {
        StateDirectory directory = directory("empty");
        Files.createFile(directory.database());
        for (ThrowingCallable opening : List.<ThrowingCallable>of(
                () -> StateDatabase.open(directory, 1), () -> StateDatabase.inspect(directory))) {
            assertThatThrownBy(opening)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("[state] " + directory.database() + " can't be used (it is empty)");
            assertThat(directory.database()).isEmptyFile();
        }
    }

    /** Beside what is looked at before a file is opened. */
    @Test
    void h2LoadsNoClassThatADatabaseNames() {
        try (StateDatabase state = StateDatabase.open(directory("classes"), 1)) {
            assertThat(state).isNotNull();
            assertThat(System.getProperty("h2.allowedClasses")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create alias ran as 'String x() { return System.setProperty(\"ssm-export.ran\", \"alias\"); }'",
                "create trigger ran before insert on destination for each row as 'org.h2.api.Trigger x() {"
                        + " System.setProperty(\"ssm-export.ran\", \"trigger\"); return new org.h2.api.Trigger() { public"
                        + " void fire(java.sql.Connection c, Object[] a, Object[] b) {} }; }'",
                "create force trigger ran before select on destination call 'com.example.Ran'",
                "create force aggregate ran for 'com.example.Ran'",
                "create view ran as select * from run",
                "create constant ran value 1",
                "create domain ran as int check value > 0",
                "create role ran",
                "create force linked table ran ('', 'jdbc:h2:mem:x;INIT=select 1', '', '', 'x')",
                "alter table run add column ran varchar default file_read('/etc/passwd')",
                "alter table run add column ran int generated always as (lock_timeout())",
                "alter table run add constraint ran check (lock_timeout() > 0)",
                "set default_lock_timeout 1"
            })
    void nothingOfAStateIsExecutedThatThisProgramDidNotMake(String statement) throws Exception {
        StateDirectory directory = directory("prepared");
        StateDatabase.open(directory, 1).close();
        execute("jdbc:h2:file:" + home.resolve("prepared/state"), statement);
        System.clearProperty(RAN);
        assertThatThrownBy(() -> StateDatabase.open(directory, 1))
                .asInstanceOf(type(Failure.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("[state] " + directory.database() + " must hold only what this program makes");
        assertThat(System.getProperty(RAN)).isNull();
    }

    @Test
    void aStateOfANewerVersionIsRefused() throws Exception {
        StateDirectory directory = directory("newer");
        StateDatabase.open(directory, 1).close();
        execute("jdbc:h2:file:" + home.resolve("newer/state"), """
                insert into "flyway_schema_history" values (99, '99', 'cost', 'SQL', 'V99__cost.sql', 1, '', now(), 1, true)""");
        assertThatThrownBy(() -> StateDatabase.open(directory, 1))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "[state] %s is of version 99, and this ssm-export knows versions up to 7; use the newer one, or"
                                + " move the file away",
                        directory.database());
    }

    @Test
    void aMigrationThatFailsHalfWayLeavesTheStateAsItWas() throws Exception {
        StateDirectory directory = directory("old");
        String url = "jdbc:h2:file:" + home.resolve("old/state");
        Flyway.configure()
                .dataSource(url, "ssm_export", "")
                .locations("classpath:io/ssmexport/state/h2")
                .target("1")
                .load()
                .migrate();
        execute(url, "alter table run add column millis bigint");
        assertThatThrownBy(() -> StateDatabase.open(directory, 1)).hasMessageContaining("V2__run_counts.sql");
        execute(url, "alter table run drop column millis");
        StateDatabase.open(directory, 1).close();
    }

    /** Left by a run that was killed: H2 waits for ever, on all of a processor, for one of its rows. */
    @Test
    void aLockThatAKilledProcessLeftIsGoneWithAllRowsStillThere() throws Exception {
        StateDirectory directory = directory("killed");
        try (InputStream packed = new GZIPInputStream(Objects.requireNonNull(
                StateDatabaseTest.class.getResourceAsStream("state-with-a-lost-lock.mv.db.gz")))) {
            Files.copy(packed, directory.database());
        }
        Map<String, List<Map<String, Object>>> left;
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + home.resolve("killed/state") + ";DB_CLOSE_ON_EXIT=FALSE", "ssm_export", "")) {
            left = rows(new SingleConnectionDataSource(connection, true));
        }
        // A column that is younger than that state.
        Objects.requireNonNull(left.get("RUN")).forEach(run -> run.put("THROTTLES", 0L));
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            assertThat(rows(state.dataSource())).isEqualTo(left).hasSize(11);
            JdbcClient jdbc = JdbcClient.create(state.dataSource());
            assertThat(jdbc.sql("update batch_step_execution set version = version + 1")
                            .update())
                    .isEqualTo(46);
            assertThat(jdbc.sql("values next value for batch_step_execution_seq")
                            .query(Long.class)
                            .single())
                    .isEqualTo(65);
        }
    }

    private static Map<String, List<Map<String, Object>>> rows(DataSource state) {
        JdbcClient jdbc = JdbcClient.create(state);
        return jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !table.equals("flyway_schema_history"))
                .collect(Collectors.toMap(table -> table, table -> rows(jdbc, table)));
    }

    /** Without the column that opening adds, of which an older state has nothing. */
    private static List<Map<String, Object>> rows(JdbcClient jdbc, String table) {
        List<Map<String, Object>> rows = jdbc.sql("select * from \"" + table + "\" order by 1, 2, 3")
                .query()
                .listOfRows();
        rows.forEach(row -> row.remove("RETAINED_FROM", null));
        return rows;
    }

    private static void execute(String url, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "ssm_export", "");
                Statement executing = connection.createStatement()) {
            executing.execute(statement);
        }
    }

    @Test
    void onlyTheOwnerMayLookAtAState() throws Exception {
        StateDirectory directory = directory("job");
        StateDatabase.open(directory, 1).close();
        Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(directory.database(), PosixFilePermissions.fromString("rw-rw-rw-"));
        directory.create();
        try (RunLock lock = RunLock.ofJob(directory, Instant.EPOCH);
                StateDatabase state = StateDatabase.open(directory, 1)) {
            new ArchiveSnapshot(directory, state.dataSource()).write();
            assertThat(rights(directory.path())).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(directory.path())) {
                List<Path> all = files.toList();
                assertThat(all)
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(file -> rights(file).equals("rw-------"));
            }
            assertThat(lock).isNotNull();
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kill takes what is in memory. */
    @Test
    void aCommitIsInTheFileWhenItReturns() throws IOException {
        StateDirectory killed = directory("killed");
        StateDirectory left = directory("left");
        try (StateDatabase state = StateDatabase.open(killed, 1)) {
            for (int row = 0; row < 5; row++) {
                JdbcClient.create(state.dataSource())
                        .sql("insert into destination (destination, selection, slice_minutes) values (?, '', 60)")
                        .param("row " + row)
                        .update();
            }
            Files.copy(killed.database(), left.database());
        }
        try (StateDatabase state = StateDatabase.open(left, 1)) {
            assertThat(JdbcClient.create(state.dataSource())
                            .sql("select count(*) from destination")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(5);
        }
    }
}
