package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on hosts where something is missing that others have. */
class HostIT {

    @TempDir
    private Path home;

    private Simulator simulator;
    private ExportProcess process;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(
                new Simulation(30, 1, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
        process = ExportProcess.with(home, simulator.endpoint());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void withoutADirectoryForTemporaryFilesTheStateHoldsThem() throws Exception {
        process.jvm("-Djava.io.tmpdir=" + Files.createFile(home.resolve("no-directory")));
        assertThat(process.run(List.of("run", "--into=parquet:archive", "--state=state", "--since=2d")))
                .isZero();
    }

    @Test
    void aHostThatLetsNoLibraryRunIsNamedBeforeAnythingIsRead() throws Exception {
        Path file = Files.createFile(home.resolve("no-directory"));
        process.jvm("-Djava.io.tmpdir=" + file);
        assertThat(process.run(List.of("plan", "--into=csv:archive", "--state=/proc", "--since=2d")))
                .isEqualTo(2);
        assertThat(process.printed())
                .contains("destination: [into] can't use " + home.toRealPath().resolve("archive")
                        + ": zstd's native library can't be unpacked and run in " + file)
                .contains("; set TMPDIR to a directory that is writable and not mounted noexec");
    }

    @Test
    void withoutALocaleArgumentsAreUtf8() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("tests run where an argument may have an umlaut")
                .isEqualTo("UTF-8");
        process.set("LC_ALL", "C");
        assertThat(process.run(List.of("plan", "--into=csv:Prüfung", "--state=Köln", "--since=1d")))
                .isZero();
        assertThat(process.printed()).startsWith("job Pr-fung into csv:Prüfung: ");
    }

    @Test
    void aUserWithoutAHomeIsAskedForTheStatesPlace() throws Exception {
        process.set("JAVA_OPTS", "-Duser.home=?");
        assertThat(process.run(List.of("run", "--into=csv:archive", "--since=2d")))
                .isEqualTo(2);
        assertThat(process.told())
                .containsExactly(
                        "ssm-export: [state] this user has no home directory (HOME is not set); name a writable"
                                + " directory with --state");
    }
}
