package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

/** Exceptions as H2 throws them when it reads a damaged page, and Spring wraps them. */
class StateDamageTest {

    private static final StateDirectory DIRECTORY = new StateDirectory(Path.of("state", "job"));

    @Test
    void aCorruptedFileIsNamedWithWhatToDo() {
        assertDamage(wrapped(new SQLException("File corrupted", "90030", ErrorCode.FILE_CORRUPTED_1)));
    }

    @Test
    void aPageThatCantBeReadIsDamageTooWhateverWrapsIt() {
        MVStoreException page = new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, "File corrupted in chunk 70");
        assertDamage(page);
        assertDamage(wrapped(new SQLException("General error", "HY000", ErrorCode.GENERAL_ERROR_1, page)));
    }

    @Test
    void aFullDiskIsNoDamage() {
        MVStoreException full = new MVStoreException(DataUtils.ERROR_WRITING_FAILED, "No space left on device");
        assertThat(StateDatabase.problem(full, () -> DIRECTORY)).isNull();
        assertThat(StateDatabase.problem(wrapped(new SQLException("I/O", "90028", 90028, full)), () -> DIRECTORY))
                .isNull();
    }

    private static DataAccessException wrapped(SQLException said) {
        return new UncategorizedSQLException("select", "select 1", said);
    }

    private static void assertDamage(Exception thrown) {
        Failure failure = StateDatabase.problem(thrown, () -> DIRECTORY);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
        assertThat(failure)
                .hasMessageStartingWith("[state] " + DIRECTORY.database() + " can't be used (File corrupted")
                .hasMessageEndingWith(
                        "move it away: the next run then reads again what AWS still has, and keeps what is"
                                + " already exported");
    }
}
