package io.ssmexport.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncedOutputTest {

    @TempDir
    private Path directory;

    @Test
    void aFullDiskIsToldWhenTheFileIsClosed() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        SyncedOutput out = new SyncedOutput(full);
        out.write(1);

        assertThatThrownBy(out::close).isInstanceOf(IOException.class).hasMessageContaining("No space left on device");
    }

    @Test
    void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), precious);

        assertThatThrownBy(() -> new SyncedOutput(link))
                .hasMessage(link + ": is a symbolic link, which isn't followed; remove it");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aFileThatAnotherCutsMeanwhileIsNotTakenForWhole() throws IOException {
        Path file = directory.resolve("file");
        SyncedOutput out = new SyncedOutput(file);
        out.write(new byte[100]);
        out.flush();
        Files.write(file, new byte[0]);

        assertThatThrownBy(out::close).hasMessage(file + " must have 100 bytes but has 0");
    }
}
