package io.ssmexport.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileModeTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "600, rw-------, rwx------",
        "640, rw-r-----, rwxr-x---",
        "0644, rw-r--r--, rwxr-xr-x",
        "660, rw-rw----, rwxrwx---",
        "666, rw-rw-rw-, rwxrwxrwx",
        "604, rw----r--, rwx---r-x"
    })
    void whoMayReadAFileMayEnterItsDirectory(String octal, String ofFile, String ofDirectory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path folder = Files.createDirectory(directory.resolve("folder"));
        FileMode.parse(octal).setOnFile(file);
        FileMode.parse(octal).setOnDirectory(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(ofFile);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo(ofDirectory);
        assertThat(FileMode.of(file)).contains(FileMode.parse(octal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "400", "700", "755", "641", "1640", "6400", "rw-r-----", "0o640", "680"})
    void anythingElseIsNoMode(String text) {
        assertThatThrownBy(() -> FileMode.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be three octal digits");
    }
}
