package io.ssmexport.sink.file.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageTest {

    @TempDir
    Path directory;

    private Path root = Path.of("");
    private DiskStorage storage = new DiskStorage(root, "_staging", FileRights.ofOutputs(null));

    @BeforeEach
    void open() {
        root = directory.resolve("archive");
        storage = new DiskStorage(root, "_staging", FileRights.ofOutputs(null));
    }

    private void put(String name, String text) throws IOException {
        Path grown = storage.workplace("_staging/" + name.replace('/', '_') + ".tmp");
        Files.writeString(grown, text);
        storage.put(grown, name);
        assertThat(grown).doesNotExist();
    }

    @Test
    void aFileThatWasPutIsThereAndReplacesTheOneBefore() throws IOException {
        assertThat(storage.find("day=1/a")).isEmpty();
        put("day=1/a", "old");
        put("day=1/a", "newer");
        assertThat(storage.find("day=1/a").map(StoredFile::bytes)).contains(5L);
        assertThat(storage.copy("day=1/a").path()).hasContent("newer");
        storage.delete(List.of("day=1/a", "day=1/b"));
        storage.delete(List.of("day=1/a", "day=1/b"));
        assertThat(storage.find("day=1/a")).isEmpty();
        assertThatThrownBy(() -> storage.copy("day=1/a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileTakesTheNameOfTheOneItWasMadeFromAndOfNoOther() throws IOException {
        Path grown = storage.workplace("_staging/grown.tmp");
        Files.writeString(grown, "first");
        assertThat(storage.swap(grown, "a", null)).isTrue();
        StoredFile first = storage.copy("a").file();

        // As long, and so soon after it that some file systems give both the same time.
        Files.writeString(grown, "other");
        Files.setLastModifiedTime(grown, FileTime.from(Instant.EPOCH));
        assertThat(storage.swap(grown, "a", null)).isFalse();
        assertThat(storage.swap(grown, "a", first)).isTrue();
        assertThat(storage.copy("a").path()).hasContent("other");

        Files.writeString(grown, "third, from the first");
        assertThat(storage.swap(grown, "a", first)).isFalse();
        assertThat(storage.swap(grown, "b", first)).isFalse();
        assertThat(storage.copy("a").path()).hasContent("other");
        assertThat(grown).hasContent("third, from the first");
    }

    @Test
    void whoHasOpenedAFileReadsItToItsEnd() throws IOException {
        put("a", "old");
        try (var reader = Files.newBufferedReader(storage.copy("a").path())) {
            put("a", "new");
            assertThat(reader.readLine()).isEqualTo("old");
        }
    }

    @Test
    void namesThatBeginSoAreListedInTheirOrder() throws IOException {
        assertThat(storage.list("day=")).isEmpty();
        put("day=2/b", "");
        put("day=2/a", "1");
        put("day=1/z", "");
        put("day", "");
        put("other/day=3", "");
        assertThat(storage.list("day=")).extracting(StoredFile::name).containsExactly("day=1/z", "day=2/a", "day=2/b");
        assertThat(storage.list("day=2/")).extracting(StoredFile::bytes).containsExactly(1L, 0L);
        assertThat(storage.list("day=2/b")).extracting(StoredFile::name).containsExactly("day=2/b");
    }

    @Test
    void linksAreFollowedOnlyWhereNothingIsDeleted() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("a"), "precious");
        put("day=1/b", "");
        Files.createSymbolicLink(root.resolve("day=2"), elsewhere);
        Files.createSymbolicLink(root.resolve("_staging/slice"), elsewhere);

        assertThat(storage.list("day=")).extracting(StoredFile::name).containsExactly("day=1/b", "day=2/a");
        assertThat(storage.list("_staging/slice/")).isEmpty();
        assertThatThrownBy(() -> storage.workplace("_staging/slice/c"))
                .hasMessageContaining("is a symbolic link, which isn't followed");
        storage.deleteIfEmpty("_staging/slice/");
        assertThat(root.resolve("_staging/slice")).doesNotExist();
        assertThat(elsewhere.resolve("a")).hasContent("precious");
    }

    @Test
    void aLinkInPlaceOfTheWorkplaceIsRefused() throws IOException {
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("_staging"), directory);
        for (String place : new String[] {"_staging", "_staging/a.parts"}) {
            assertThatThrownBy(() -> storage.prepare(place, null)).hasMessageContaining("is a symbolic link");
            assertThatThrownBy(() -> storage.inspect(place)).hasMessageContaining("is a symbolic link");
        }
    }

    @Test
    void whatIsNoFileIsNotTakenForOne() throws IOException {
        Files.createDirectories(root.resolve("a.csv"));
        assertThatThrownBy(() -> storage.find("a.csv"))
                .hasMessageEndingWith("a.csv: is a directory, where a file is needed");
        assertThat(storage.list("a")).isEmpty();
    }

    @Test
    void lookingMakesNothingAndPreparingMakesTheWorkplace() throws IOException {
        storage.inspect("_staging");
        assertThat(root).doesNotExist();
        storage.prepare("_staging", null);
        assertThat(root.resolve("_staging")).isEmptyDirectory();
        storage.deleteIfEmpty("_staging");
        storage.deleteIfEmpty("_staging");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFileInPlaceOfTheRootIsRefused() throws IOException {
        Files.writeString(root, "");
        assertThatThrownBy(() -> storage.inspect("_staging"))
                .hasMessageEndingWith("archive: is a file, where a directory is needed");
        assertThatThrownBy(() -> storage.prepare("_staging", null)).isInstanceOf(IOException.class);
    }
}
