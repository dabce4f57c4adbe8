package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchiveSnapshotTest {

    @TempDir
    private Path home;

    /** It has no lock that would keep anybody from reading. */
    @Test
    void whoReadsWhileItIsWrittenReadsTheOldOneToItsEnd() throws Exception {
        StateDirectory directory = new StateDirectory(home.resolve("job")).create();
        Path file = directory.path().resolve("archive.jsonl");
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            ArchiveSnapshot snapshot = new ArchiveSnapshot(directory, state.dataSource());
            insert(state, "first");
            snapshot.write();
            List<String> old = Files.readAllLines(file);
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                insert(state, "second");
                snapshot.write();
                assertThat(reader.lines()).containsExactlyElementsOf(old);
            }
            assertThat(Files.readString(file)).contains("first").contains("second");
        }
        try (var files = Files.list(directory.path())) {
            assertThat(files).noneMatch(left -> left.toString().endsWith(".new"));
        }
    }

    @Test
    void itSaysOfEachDestinationWhatTheDatabaseKnows() {
        StateDirectory directory = new StateDirectory(home.resolve("job")).create();
        try (StateDatabase state = StateDatabase.open(directory, 1)) {
            insert(state, "first");
            MovedDestinationTest.know(state.dataSource(), "second");
            new ArchiveSnapshot(directory, state.dataSource()).write();

            assertThat(ArchiveSnapshot.readAll(directory)).containsOnlyKeys("first", "second");
            assertThat(ArchiveSnapshot.read(directory, "first")).isEqualTo(Archive.read(state.dataSource(), "first"));
            assertThat(ArchiveSnapshot.read(directory, "second"))
                    .isPresent()
                    .isEqualTo(Archive.read(state.dataSource(), "second"));
        }
    }

    private static void insert(StateDatabase state, String destination) {
        JdbcClient.create(state.dataSource())
                .sql("insert into destination (destination, selection, slice_minutes) values (:destination, '', 60)")
                .param("destination", destination)
                .update();
    }
}
