package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.disk.Forced;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside what files of rows owe to the disk: a state whose new file has no name after a power cut knows less than the archive. */
class StatePowerCutTest {

    @TempDir
    private Path directory;

    @Test
    void aStateIsOnTheDiskBeforeItGetsItsNameAndSoIsTheName() throws IOException {
        StateDirectory state = new StateDirectory(directory.resolve("job")).create();

        List<String> forced =
                Forced.by(state.path(), () -> StateDatabase.open(state, 1).close());

        int written = forced.lastIndexOf("unfinished.mv.db");
        assertThat(forced.subList(written, forced.size())).startsWith("unfinished.mv.db", "");
    }

    /** Or what {@code status} reads is an empty file; an old name is only behind. */
    @Test
    void aCopyOfAStateIsOnTheDiskBeforeItGetsItsName() throws IOException {
        StateDirectory directory = new StateDirectory(this.directory.resolve("job")).create();
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            ArchiveSnapshot snapshot = new ArchiveSnapshot(directory, state.dataSource());

            assertThat(Forced.by(directory.path(), snapshot::write)).contains("archive.jsonl.new");
        }
    }
}
