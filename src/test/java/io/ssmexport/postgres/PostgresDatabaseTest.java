package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers, databases and roles as their owners have set them up. */
class PostgresDatabaseTest {

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    private static PostgresDatabase open(String url) {
        return PostgresDatabase.open(PostgresAddress.parse(url, Map.of()), "test", 2);
    }

    private String name() throws Exception {
        return warehouse.value("select current_database()");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default_transaction_isolation | serializable | read committed",
                "default_transaction_isolation | repeatable read | read committed",
                "default_transaction_deferrable | on | off",
                "statement_timeout | 1s | 5min",
                "lock_timeout | 1s | 2min",
                "idle_in_transaction_session_timeout | 1s | 1min",
                "idle_session_timeout | 1s | 0",
                "synchronous_commit | off | on",
                "synchronous_commit | local | local",
                "standard_conforming_strings | off | on",
                "search_path | elsewhere | ssm_export",
                "datestyle | German | ISO, MDY",
                "client_encoding | LATIN1 | UTF8"
            })
    void aSessionHasItsOwnSettings(String setting, String ofDatabase, String ours) throws Exception {
        warehouse.execute("alter database " + name() + " set " + setting + " = '" + ofDatabase + "'");
        try (PostgresDatabase database = warehouse.open()) {
            assertThat(show(database.dataSource(), setting)).isEqualTo(ours);
        }
    }

    @Test
    void aLimitThatTheUserSetForThisProgramWins() {
        try (PostgresDatabase database = open(warehouse.url() + "?options=-c%20statement_timeout%3D7s")) {
            assertThat(show(database.dataSource(), "statement_timeout")).isEqualTo("7s");
        }
    }

    private static String show(DataSource dataSource, String setting) {
        return JdbcClient.create(dataSource)
                .sql("show " + setting)
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "WIN1252"})
    void aDatabaseThatIsNotInUtf8IsRefused(String encoding) throws Exception {
        String other = name() + "_" + encoding.toLowerCase(java.util.Locale.ROOT);
        warehouse.execute("create database " + other + " encoding '" + encoding + "' template template0 lc_collate 'C'"
                + " lc_ctype 'C'");
        assertThatThrownBy(() -> open(warehouse.url().replace(name(), other)))
                .isInstanceOf(Failure.class)
                .hasMessageEndingWith("must be a database in the encoding UTF8 but is in " + encoding
                        + "; make one: createdb -E UTF8 -T template0");
    }

    @Test
    void aRoleWithoutAConnectionLeftIsToldSoAndMayTryAgain() throws Exception {
        warehouse.execute("drop role if exists full_up; create role full_up login connection limit 0");
        assertThatThrownBy(() -> open(warehouse.url().replace("postgres@", "full_up@")))
                .hasMessageContaining("too many connections for role \"full_up\"; raise the server's or the role's"
                        + " connection limit, or lower --parallel")
                .extracting(failure -> ((Failure) failure).kind())
                .isEqualTo(Failure.Kind.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool_mode=transaction",
                "pool_mode=transaction server_round_robin=1",
                "pool_mode=transaction server_round_robin=1 min_pool_size=3",
                "pool_mode=transaction default_pool_size=1",
                "pool_mode=statement"
            })
    void aPoolThatSharesItsSessionsIsRefusedAndNothingIsLeftThere(String settings, @TempDir Path directory)
            throws Exception {
        try (Bouncer bouncer = Bouncer.start(directory, Warehouse.port(), settings.split(" "))) {
            awaitPort(bouncer);
            assertThatThrownBy(() -> open(bouncer.url(name())))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is a pool in transaction or statement mode");
            assertThat(warehouse.value("select count(*) from pg_locks where locktype = 'advisory'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aPoolInSessionModeIsAsGoodAsTheServer(@TempDir Path directory) throws Exception {
        try (Bouncer bouncer = Bouncer.start(directory, Warehouse.port(), "pool_mode=session")) {
            awaitPort(bouncer);
            try (PostgresDatabase database = open(bouncer.url(name()))) {
                assertThat(show(database.dataSource(), "lock_timeout")).isEqualTo("2min");
            }
        }
    }

    private static void awaitPort(Bouncer bouncer) {
        await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), bouncer.port()).close();
            return true;
        });
    }
}
