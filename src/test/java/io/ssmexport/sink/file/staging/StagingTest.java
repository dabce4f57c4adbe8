package io.ssmexport.sink.file.staging;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowChoice;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.sink.file.format.RowWriter;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {

    @TempDir
    Path root;

    private Staging staging = new Staging(new DiskStorage(Path.of(""), "", FileRights.ofOutputs(null)), "", "nightly");

    @BeforeEach
    void fivePages() throws IOException {
        open();
        staging.write(SLICE, List.of(page(1, invocation(SLICE, 1, "a")), page(2, invocation(SLICE, 2, "b"))));
        staging.write(SLICE, List.of(page(3), page(4)));
        staging.write(SLICE, List.of(page(5, invocation(SLICE, 3, "c"))));
    }

    /** As another process does. */
    private void open() {
        staging = new Staging(
                new DiskStorage(root, Staging.DIRECTORY, FileRights.ofOutputs(null)), Staging.DIRECTORY, "nightly");
    }

    @Test
    void exactlyThePagesOfTheCheckpointAreResumed() throws IOException {
        assertThat(staging.resume(SLICE, 5)).isTrue();
        assertThat(outputs()).containsExactly("a", "a", "b", "b", "c", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fa-IR", "ar-EG-u-nu-arab", "bn-BD", "ne-NP", "mr-IN", "my-MM", "th-TH-u-ca-buddhist-nu-thai"})
    void partsAreFoundAgainInALanguageWithDigitsOfItsOwn(String language) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            staging.restart(SLICE);
            fivePages();
            assertThat(staging.resume(SLICE, 5)).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void ofALinkInPlaceOfASliceOnlyTheLinkIsRemoved() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("00000009.part"), "precious");
        staging.clean(SLICE);
        Path link = directory();
        Files.createDirectories(root.resolve(staging.root()));
        Files.createSymbolicLink(link, elsewhere);

        assertThat(staging.resume(SLICE, 4)).isFalse();
        assertThatThrownBy(() -> staging.write(SLICE, List.of(page(1)))).hasMessageContaining("is a symbolic link");
        staging.restart(SLICE);

        assertThat(link).doesNotExist();
        assertThat(precious).hasContent("precious");
        staging.write(SLICE, List.of(page(1)));
        assertThat(link).isDirectory();
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Path foreign = Files.writeString(directory().resolve("notes.txt"), "keep");
        Files.writeString(directory().resolve("00000007.part.tmp"), "half");
        Files.writeString(directory().resolve("merged.tmp"), "half");
        Files.writeString(directory().resolve("merged-4f0c.tmp"), "half");

        staging.clean(SLICE);

        assertThat(directory().toFile().list()).containsExactly("notes.txt");
        assertThat(foreign).hasContent("keep");
    }

    @Test
    void aPartAfterTheCheckpointIsDropped() throws IOException {
        assertThat(staging.resume(SLICE, 4)).isTrue();
        assertThat(outputs()).containsExactly("a", "a", "b", "b");
    }

    @Test
    void partsOfAnEarlierVersionAreResumed() throws IOException {
        for (int firstPage : List.of(1, 3, 5)) {
            Files.move(part(firstPage), directory().resolve(String.format(Locale.ROOT, "%08d.part", firstPage)));
        }
        open();
        staging.recall(SLICE, "");

        assertThat(staging.resume(SLICE, 4)).isTrue();
        staging.write(SLICE, List.of(page(5, invocation(SLICE, 3, "later"))));
        String checkpoint = staging.written(SLICE);
        open();
        staging.recall(SLICE, checkpoint);

        assertThat(checkpoint).startsWith("5-").doesNotContain(",");
        assertThat(outputs()).containsExactly("a", "a", "b", "b", "later", "later");
        staging.clean(SLICE);
        assertThat(root.resolve(staging.root())).doesNotExist();
    }

    @Test
    void withoutACheckpointEverythingIsDropped() throws IOException {
        assertThat(staging.resume(SLICE, 0)).isTrue();
        assertThat(staging.read(SLICE)).isNull();
    }

    @Test
    void moreOrOtherPagesThanStagedCannotBeResumed() throws IOException {
        assertThat(staging.resume(SLICE, 6)).isFalse();
        assertThat(staging.resume(SLICE, 3)).isFalse();
    }

    @Test
    void aMissingPartIsNoticed() throws IOException {
        Files.delete(part(3));

        assertThat(staging.resume(SLICE, 5)).isFalse();
        assertThat(staging.read(SLICE)).isNull();
    }

    @Test
    void aPartThatWasCutShortIsNoticedWhereverItWasCut() throws IOException {
        byte[] bytes = Files.readAllBytes(part(5));
        for (int length = 0; length < bytes.length; length++) {
            Files.write(part(5), Arrays.copyOf(bytes, length));

            assertThat(staging.resume(SLICE, 5)).as("cut to %d bytes", length).isFalse();
        }
    }

    @Test
    void aChangedByteIsNoticedWhereverItIs() throws IOException {
        byte[] bytes = Files.readAllBytes(part(5));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(part(5), changed);

            assertThat(staging.resume(SLICE, 5)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void aHalfWrittenPartIsIgnored() throws IOException {
        Path half = Files.writeString(directory().resolve("00000006-4f0c.part.tmp"), "half");

        assertThat(staging.resume(SLICE, 5)).isTrue();
        assertThat(half).as("its room is needed").doesNotExist();
    }

    @Test
    void writingAPartAgainReplacesIt() throws IOException {
        staging.write(SLICE, List.of(page(5, invocation(SLICE, 3, "later"))));

        assertThat(outputs()).containsExactly("a", "a", "b", "b", "later", "later");
    }

    @Test
    void whatWasReadLastHolds() throws IOException {
        staging.write(SLICE, List.of(page(6, invocation(SLICE, 1, "a2"), invocation(SLICE, 4, "d", "InProgress"))));

        StagedSlice slice = read();

        assertThat(outputs()).containsExactly("b", "b", "c", "c", "a2", "a2", "d", "d");
        assertThat(List.of(slice.invocations(), slice.openInvocations(), slice.rows()))
                .containsExactly(4L, 1L, 8L);
    }

    @Test
    void valuesComeOutAsTheyWentIn() throws IOException {
        List<PluginRow> rows = new ArrayList<>(SampleRows.nastyRows());
        rows.add(SampleRows.rowOf("é".repeat(100_000)));
        rows.add(SampleRows.emptyRow());
        rows.add(SampleRows.rowOf("z"));
        staging.restart(SLICE);
        staging.write(SLICE, List.of(new RowPage(1, List.of(new InvocationRows(rows)))));

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void cleaningLeavesNothingButAnotherSliceOrALock() throws IOException {
        Path lock = Files.createFile(root.resolve(staging.root()).resolve("lock"));

        staging.clean(SLICE);
        assertThat(root.resolve(staging.root())).isDirectoryContaining("glob:**/lock");
        Files.delete(lock);
        staging.clean(SLICE);

        assertThat(root.resolve(staging.root())).doesNotExist();
    }

    @Test
    void noNameLooksLikeADataFile() {
        assertThat(directory())
                .isDirectoryNotContaining("regex:.*\\.(parquet|csv|csv\\.gz)")
                .isDirectoryContaining("glob:**/00000003-*.part");
    }

    private Path part(int firstPage) throws IOException {
        try (Stream<Path> parts = Files.list(directory())) {
            return parts.filter(part -> Part.firstPage(String.valueOf(part.getFileName())) == firstPage)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private StagedSlice read() throws IOException {
        return Objects.requireNonNull(staging.read(SLICE));
    }

    private List<String> outputs() throws IOException {
        return rows().stream().map(row -> String.valueOf(row.plugin().output())).toList();
    }

    private List<PluginRow> rows() throws IOException {
        List<PluginRow> rows = new ArrayList<>();
        read().copyTo(
                        new RowWriter() {
                            @Override
                            public void write(PluginRow row) {
                                rows.add(row);
                            }

                            @Override
                            public void close() {
                                // A list needs no end.
                            }
                        },
                        RowChoice.ALL);
        return rows;
    }

    private Path directory() {
        return root.resolve(staging.root()).resolve(SLICE.name());
    }
}
