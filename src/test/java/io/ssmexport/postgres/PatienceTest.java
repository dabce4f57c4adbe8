package io.ssmexport.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class PatienceTest {

    private static final Duration LONG = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "40001, true", // serialization failure
        "40P01, true", // deadlock
        "08006, true", // cut
        "57P01, true", // terminated, or a fast restart
        "57P02, true", // an immediate restart
        "57P03, true", // starting up
        "57P05, true", // idle for too long
        "57014, false", // statement timeout
        "53100, false", // disk full
        "42501, false", // not allowed
        "23505, false" // unique violation
    })
    void itIsWithWhatPasses(String state, boolean again) {
        Throwable told =
                new Failure(Failure.Kind.INCOMPLETE, Problem.at("slice", "failed"), new StatefulException(state));
        assertThat(new Patience(() -> 0, LONG).shouldRetry(told)).isEqualTo(again);
    }

    @Test
    void itEndsWhereNothingIsDoneForTooLong() {
        AtomicLong done = new AtomicLong();
        Patience patience = new Patience(done::incrementAndGet, Duration.ofNanos(-1));
        assertThat(patience.shouldRetry(new StatefulException("40001"))).isFalse();
    }

    @Test
    void itHasNoneWithOtherDatabases() {
        assertThat(new Patience(() -> 0, LONG).shouldRetry(new SQLException("H2's", "40001")))
                .isFalse();
    }

    private static final class StatefulException extends PSQLException {

        private static final long serialVersionUID = 1;

        private final String state;

        StatefulException(String state) {
            super("told by the server", PSQLState.UNKNOWN_STATE);
            this.state = state;
        }

        @Override
        public String getSQLState() {
            return state;
        }
    }
}
