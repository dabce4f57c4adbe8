package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

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
                "postgresql://db/ssm?connect_timeout=soon"
            })
    void aMistakeIsToldWithoutThePassword(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("must ")
                .doesNotContain("secret");
    }

    @Test
    void aRedactedTextHasNoPassword() {
        assertThat(PostgresAddress.redacted("postgresql://me:se/c@ret@db?a=1&password=secret&b=2"))
                .isEqualTo("postgresql://me:***@db?a=1&password=***&b=2");
    }
}
