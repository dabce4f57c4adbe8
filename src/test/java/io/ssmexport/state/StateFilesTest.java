package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, of which H2 tells nobody when it writes in the background. */
class StateFilesTest {

    private static final String FULL = "No space left on device";

    @TempDir
    private Path home;

    private final List<String> told = new ArrayList<>();
    private StateDirectory directory;

    @BeforeEach
    void watch() {
        directory = new StateDirectory(home.resolve("job")).create();
        StateFiles.watch(directory.path(), reason -> told.add(String.valueOf(reason.getMessage())));
    }

    /** As H2 writes. */
    private void writeToAFullDisk() throws IOException {
        Path full = directory.path().resolve("full");
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        try (FileChannel channel = FilePath.get(StateFiles.name(full)).open("rw")) {
            assertThatThrownBy(() -> channel.write(ByteBuffer.wrap(new byte[1])))
                    .isInstanceOf(IOException.class)
                    .hasMessage(FULL);
            assertThatThrownBy(() -> channel.write(ByteBuffer.wrap(new byte[1])))
                    .isInstanceOf(IOException.class);
        } finally {
            Files.delete(full);
        }
    }

    @Test
    void thatNothingCanBeWrittenIsToldOnceAndKnownUntilTheStateIsOpenedAnew() throws IOException {
        writeToAFullDisk();

        assertThat(told).containsExactly(FULL);
        assertThat(StateFiles.whyUnwritable(directory.path())).hasMessage(FULL);
        assertThat(StateFiles.whyUnwritable(home)).isNull();
        watch();
        assertThat(StateFiles.whyUnwritable(directory.path())).isNull();
    }

    @Test
    void whateverIsThrownThenTheDiskIsTheReason() throws IOException {
        IllegalStateException closed = new IllegalStateException("the database is closed");
        assertThat(StateDatabase.problem(closed, () -> directory)).isNull();

        writeToAFullDisk();

        assertThat(StateDatabase.problem(closed, () -> directory))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INCOMPLETE))
                .hasMessage("[state] No space left on " + directory.path()
                        + "; make room there and run the same command again: what was committed stays");
    }

    @Test
    void aFileThatMayNotBeWholeTakesThePlaceOfNone() throws Exception {
        StateFile database = new StateFile(directory);
        database.migrate();
        Object whole = Files.getAttribute(directory.database(), "unix:ino");
        writeToAFullDisk();

        for (ThrowingCallable change : List.<ThrowingCallable>of(database::migrate, database::copy)) {
            assertThatThrownBy(change).isInstanceOf(IOException.class).hasMessage(FULL);
        }

        assertThat(Files.getAttribute(directory.database(), "unix:ino")).isEqualTo(whole);
    }
}
