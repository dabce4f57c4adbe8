package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what a run leaves. */
class FileRightsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void start() throws IOException {
        job = new SimulatedJob(directory, NOW, new Simulation(60, 6, 1), "--since=3d");
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private static Set<String> rights(Path root, boolean directories) throws IOException {
        Set<String> rights = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path :
                    all.filter(one -> Files.isDirectory(one) == directories).toList()) {
                rights.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return rights;
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:", "csv:", "csv.gz:"})
    void aDatasetWithOutputsIsItsOwnersAlone(String scheme) throws IOException {
        job.run("--into=" + scheme + path("archive"));
        assertThat(rights(path("archive"), true)).containsExactly("rwx------");
        assertThat(rights(path("archive"), false)).containsExactly("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.parquet", "x.csv", "x.csv.gz"})
    void soIsAFileAndWhoeverWasLetInStaysSo(String name) throws IOException {
        String into = "--into=" + (name.startsWith("x.csv") ? "csv:" : "parquet:")
                + path("archive").resolve(name);
        job.run(into);
        assertThat(rights(path("archive"), true)).containsExactly("rwx------");
        assertThat(rights(path("archive"), false)).containsExactly("rw-------");

        Files.setPosixFilePermissions(path("archive").resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        job.run(into);
        assertThat(rights(path("archive"), false)).containsExactly("rw-r-----");
    }

    @Test
    void newFilesAreAsThoseThatAreThere() throws IOException {
        job.run("--from=2026-11-18", "--until=2026-11-19");
        try (Stream<Path> all = Files.walk(job.archive())) {
            for (Path path : all.toList()) {
                String open = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(open));
            }
        }
        job.run();
        assertThat(rights(job.archive(), true)).containsExactly("rwxr-xr-x");
        assertThat(rights(job.archive(), false)).containsExactly("rw-r--r--");
    }

    @Test
    void whoIsNamedIsLetIn() throws IOException {
        job.run("--file-mode=640");
        assertThat(rights(job.archive(), true)).containsExactly("rwxr-x---");
        assertThat(rights(job.archive(), false)).containsExactly("rw-r-----");

        job.run("--from=2026-11-17", "--until=2026-11-20", "--again=true", "--file-mode=600");
        assertThat(rights(job.archive(), false)).contains("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output=none", "--details=false"})
    void withoutOutputsTheUmaskDecides(String option) throws IOException {
        Path probe = Files.createFile(path("probe"));
        job.run(option);
        assertThat(rights(job.archive(), false))
                .containsExactly(PosixFilePermissions.toString(Files.getPosixFilePermissions(probe)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:-", "postgres:"})
    void whereThereAreNoFilesAModeIsRefused(String into) {
        assertThatThrownBy(() -> job.options("--into=" + into, "--file-mode=640"))
                .hasMessage("--file-mode=640: file-mode needs files on this host but into was '" + into + "'");
    }
}
