package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @TempDir
    private Path directory;

    private static PostgresAddress parse(String text) {
        return PostgresAddress.parse(text, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "postgres: jdbc:postgresql:/",
                "postgresql:// jdbc:postgresql:/",
                "postgresql://db jdbc:postgresql://db:5432/",
                "postgresql://db/ssm jdbc:postgresql://db:5432/ssm",
                "postgres://me@db:6543/ssm jdbc:postgresql://db:6543/ssm",
                "postgresql:///ssm jdbc:postgresql:ssm",
                "postgresql://a,b:1,[::1]:2/ssm jdbc:postgresql://a:5432,b:1,[::1]:2/ssm",
                "postgresql:///ssm?host=a,b&port=7 jdbc:postgresql://a:7,b:7/ssm",
                "postgresql://me:s%40cret@db/my%20data jdbc:postgresql://db:5432/my%20data"
            })
    void aUrlMeansWhatItMeansToPsql(String text, String driverUrl) {
        assertThat(parse(text).driverUrl()).isEqualTo(driverUrl);
    }

    @Test
    void userPasswordAndParametersReachTheDriver() {
        assertThat(parse("postgresql://me:s%40c+ret@db?sslmode=verify-full&connect_timeout=5"
                                + "&target_session_attrs=read-write&options=-c%20work_mem%3D64MB")
                        .properties())
                .containsEntry("user", "me")
                .containsEntry("password", "s@c+ret")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("connectTimeout", "5")
                .containsEntry("targetServerType", "primary")
                .containsEntry("options", "-c work_mem=64MB");
    }

    @Test
    void theEnvironmentFillsInWhatTheUrlDoesNotSay() {
        PostgresAddress address = PostgresAddress.parse(
                "postgresql://db/ssm",
                Map.of(
                        "PGHOST",
                        "other",
                        "PGPORT",
                        "6000",
                        "PGUSER",
                        "me",
                        "PGPASSWORD",
                        "secret",
                        "PGSSLMODE",
                        "require"));
        assertThat(address.driverUrl()).isEqualTo("jdbc:postgresql://db:6000/ssm");
        assertThat(address.properties())
                .containsEntry("user", "me")
                .containsEntry("password", "secret")
                .containsEntry("sslmode", "require");
    }

    @Test
    void itsTextHasNeitherUserNorPassword() {
        assertThat(parse("postgresql://me:secret@db:6543/ssm?sslpassword=secret"))
                .hasToString("postgresql://db:6543/ssm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:secret@db:port/ssm",
                "postgresql://me:sec/ret@db/ssm",
                "postgresql://db?password=secret&colour=red",
                "postgresql://me:secret@%2Fvar%2Frun/ssm",
                "postgres:me:secret@db",
                "postgresql://db/ssm?connect_timeout=soon",
                "postgresql://db%3FsocketFactory=org.example.Code/ssm",
                "postgresql://db%2F..%3Fsslfactory%3Dorg.example.Code/ssm",
                "postgresql:///ssm?host=db%26loggerFile%3D%2Ftmp%2Flog",
                "postgresql://db/ssm?socketFactory=org.example.Code",
                "postgresql://db/ssm?authenticationPluginClassName=org.example.Code",
                "postgresql://db/ssm?port=1%2F%3FsocketFactory%3Dorg.example.Code",
                "postgresql://db:65536/ssm",
                "postgresql://me:secret%@db/ssm",
                "postgresql://me:secret%zz@db/ssm",
                "postgresql://me:secret%00@db/ssm"
            })
    void aMistakeIsToldWithoutThePassword(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("must ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "postgresql://me:se/c@ret@db?a=1&password=secret&b=2 postgresql://me:***@db?a=1&password=***&b=2",
                "postgresql:me:secret@db postgresql:me:***@db",
                "postgres:/me:secret@db/ssm postgres:/me:***@db/ssm",
                "postgresql:me:secret postgresql:me:***",
                "postgresql://me:secret postgresql://me:***",
                "jdbc:postgresql://db/ssm?user=me&password=secret jdbc:postgresql://db/ssm?user=me&password=***",
                "jdbc:postgresql://me:secret@db/ssm jdbc:postgresql://me:***@db/ssm",
                "mysql://me:secret@db/ssm mysql://me:***@db/ssm",
                "postgresql://db?pass%77ord=secret postgresql://db?pass%77ord=***",
                "postgresql://db:6543/ssm postgresql://db:6543/ssm",
                "postgresql://[::1]:6543/ssm postgresql://[::1]:6543/ssm",
                "parquet:/archive/a:b parquet:/archive/a:b"
            })
    void aRedactedTextHasNoPassword(String text, String redacted) {
        assertThat(PostgresAddress.redacted(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/postgresql", "@abstract", "%2Ftmp", "a b", "db?loggerFile=x", "db/other"})
    void aHostOfTheEnvironmentThatIsNoneIsRefusedAtOnce(String host) {
        assertThatThrownBy(() -> PostgresAddress.of("postgres:", Map.of("PGHOST", host)))
                .isInstanceOf(Failure.class)
                .message()
                .startsWith("[PG* variables] must have ")
                .contains(host);
    }

    private PostgresAddress ofService(String lines, String text, String... variables) throws Exception {
        Path services = Files.writeString(directory.resolve("services"), "# all\n[other]\nhost=no\n\n[wh]\n" + lines);
        Map<String, String> environment = new HashMap<>(Map.of("PGSERVICEFILE", services.toString()));
        for (String variable : variables) {
            environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }
        return PostgresAddress.parse(text, environment);
    }

    @Test
    void aServiceIsAllThatIsNeeded() throws Exception {
        PostgresAddress address = ofService(
                "host=db\nport=6000\ndbname=ssm\nuser=me\npassword=a b=c\nsslmode=require\n[next]\nuser=no\n",
                "postgres:",
                "PGSERVICE=wh");
        assertThat(address.driverUrl()).isEqualTo("jdbc:postgresql://db:6000/ssm");
        assertThat(address.properties())
                .containsEntry("user", "me")
                .containsEntry("password", "a b=c")
                .containsEntry("sslmode", "require")
                .doesNotContainKey("service");
        assertThat(address).hasToString("postgresql:///?service=wh");
    }

    @Test
    void aUrlBeatsAServiceAndThatTheVariables() throws Exception {
        PostgresAddress address = ofService(
                "host=db\nuser=me\n", "postgresql://you@/ssm?service=wh", "PGHOST=other", "PGUSER=they", "PGPORT=6000");
        assertThat(address.driverUrl()).isEqualTo("jdbc:postgresql://db:6000/ssm");
        assertThat(address.properties()).containsEntry("user", "you");
    }

    @Test
    void whatOnlyLibpqKnowsIsLeftOut() throws Exception {
        String tuning = """
                keepalives_idle=30
                keepalives_interval=5
                keepalives_count=3
                tcp_user_timeout=9
                client_encoding=UTF8
                fallback_application_name=x
                sslcompression=0
                """;
        assertThat(ofService("host=db\n" + tuning, "postgres:", "PGSERVICE=wh").driverUrl())
                .isEqualTo("jdbc:postgresql://db:5432/");
        assertThat(parse("postgresql://db/ssm?keepalives_idle=30").driverUrl())
                .isEqualTo("jdbc:postgresql://db:5432/ssm");
    }

    @ParameterizedTest
    @CsvSource({
        "socketFactory=org.example.Code, sets socketFactory",
        "loggerFile=/tmp/secret, sets loggerFile",
        "passwd=secret, sets passwd",
        "service=secret, sets service",
        "ssl_min_protocol_version=secret, sets ssl_min_protocol_version",
        "secret, is something else",
        "ldap://secret/dc=x?y, is something else"
    })
    void aServiceThatSetsMoreIsRefusedWithItsLineAndWithoutItsValue(String line, String said) {
        assertThatThrownBy(() -> ofService("host=db\n" + line + "\n", "postgresql:///ssm?service=wh"))
                .hasMessageEndingWith("services line 7] must set a parameter of libpq that is known here but " + said
                        + "; take the line out")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aHostOfAServiceIsCheckedLikeAnyOther() {
        assertThatThrownBy(() -> ofService("host=/var/run/postgresql\n", "postgresql:///ssm?service=wh"))
                .hasMessageStartingWith("must have a host name or address: the Unix socket in /var/run/postgresql");
    }

    @Test
    void aServiceThatIsNotThereIsToldWithItsFile() {
        assertThatThrownBy(() -> ofService("", "postgresql:///ssm?service=prod"))
                .hasMessageMatching("\\[service prod] must be in .*services but is not; add it there, or name that file"
                        + " with PGSERVICEFILE");
    }
}
