package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as H2 keeps them; what the migrations make is also accepted wherever a state is opened. */
class StateObjectsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET CREATE_BUILD 240",
                "SET WRITE_DELAY 0",
                "CREATE CACHED TABLE \"PUBLIC\".\"A\"(\n    \"B\" BIGINT DEFAULT -1 NOT NULL SELECTIVITY 10\n)",
                "CREATE SEQUENCE \"PUBLIC\".\"S\" START WITH 1 RESTART WITH 33 BELONGS_TO_TABLE",
                "CREATE CACHED TABLE \"PUBLIC\".\"it \"\"is\"\" (--\"(\"B\" CHARACTER VARYING(9) DEFAULT 'it''s')"
            })
    void whatTheMigrationsMakeIsOurs(String statement) {
        assertThat(StateObjects.isOurs(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SET DATABASE_EVENT_LISTENER 'X'",
                "SET WRITE_DELAY 0; CREATE ALIAS X AS ''",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT DEFAULT \"FILE_READ\"('x'))",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT DEFAULT FILE_READ('x'))",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT DEFAULT CURRENT_TIMESTAMP + X())",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT AS \"F\"())",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT) ENGINE \"X\"",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT DEFAULT 1 /* */)",
                "CREATE CACHED TABLE \"A\"(\"B\" BIGINT) -- '\n ENGINE X --'",
                "CREATE CACHED TABLE \"A\" AS SELECT 1",
                "ALTER TABLE \"PUBLIC\".\"A\" ADD CONSTRAINT \"PUBLIC\".\"C\" CHECK (\"F\"())",
                "CREATE INDEX \"A\" ON \"B\"(\"C\"); CALL X()"
            })
    void allElseIsNot(String statement) {
        assertThat(StateObjects.isOurs(statement)).isFalse();
    }
}
