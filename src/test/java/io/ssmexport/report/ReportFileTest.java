package io.ssmexport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.disk.FileMode;
import io.ssmexport.disk.Forced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir
    private Path directory;

    private ReportFile file(String name) {
        return ReportFile.of("report", directory.resolve(name).toString());
    }

    @Test
    void aLinkInPlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(directory.resolve(".run.json.tmp"), precious);

        file("run.json").replace("text");

        assertThat(precious).hasContent("precious");
        assertThat(directory.resolve("run.json")).hasContent("text");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("precious", "run.json");
    }

    @Test
    void ofALinkWhatItLeadsToIsReplaced() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real")).resolve("today.json");
        Files.writeString(real, "old");
        Path link = Files.createSymbolicLink(directory.resolve("run.json"), real);
        file("run.json").check();

        file("run.json").replace("new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    /** A page of the fleet is not for everybody. */
    @Test
    void whoMayReadItIsWhoIsNamedOrElseWhoMayReadTheOneBeforeOrElseTheFirst() throws IOException {
        ReportFile page = file("page.html");
        FileMode first = FileMode.parse("600");
        page.replace("1", null, first);
        assertThat(rights("page.html")).isEqualTo("rw-------");
        page.replace("2", FileMode.parse("640"), first);
        assertThat(rights("page.html")).isEqualTo("rw-r-----");
        page.replace("3", null, first);
        assertThat(rights("page.html")).isEqualTo("rw-r-----");
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    @Test
    void itIsOnTheDiskBeforeItGetsItsNameAndSoIsTheName() throws IOException {
        assertThat(Forced.by(directory, () -> file("run.json").replace("text"))).containsExactly(".run.json.tmp", "");
    }

    @Test
    void whatCanNotBeReplacedIsRefusedBeforeTheRun() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        Files.createSymbolicLink(directory.resolve("run.json"), nowhere);

        assertThatThrownBy(() -> file("run.json").check())
                .hasMessage("[report] " + directory.resolve("run.json") + " is a link to " + nowhere
                        + ", which isn't there; make that, or remove the link");
        assertThatThrownBy(() -> ReportFile.of("report", "/dev/null").check())
                .hasMessage("[report] /dev/null is no file that can be replaced; name one");
    }
}
