package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardCommandIT {

    private static final String SIMULATE = "--simulate=invocations=300,days=6,seed=3";

    @TempDir
    private Path directory;

    private InProcess program;

    @BeforeEach
    void setUp() {
        program = new InProcess(directory);
    }

    private int ssmExport(String command, String... options) {
        return program.run(arguments(command, options));
    }

    private int asProcess(String command, String... options) throws Exception {
        return new ExportProcess(directory).run(arguments(command, options));
    }

    private static List<String> arguments(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--state=state", "--since=6d"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private Document page(String file) throws Exception {
        return Jsoup.parse(Files.readString(directory.resolve(file)));
    }

    private String rights(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }

    @Test
    void thePageIsForItsOwnerAloneUnlessMoreMayReadItAlready() throws Exception {
        assertThat(asProcess("run", "--into=parquet:archive", SIMULATE)).isZero();
        assertThat(asProcess("dashboard", "--into=parquet:archive", "--days=7")).isZero();
        assertThat(Files.readAllLines(directory.resolve("stderr.txt")))
                .anyMatch(line -> line.contains("done: 300 invocations in ") && line.contains("archive.html"));
        assertThat(page("archive.html").select("#c-invocations .value").text()).isEqualTo("300");
        assertThat(rights("archive.html")).isEqualTo("rw-------");

        Files.setPosixFilePermissions(directory.resolve("archive.html"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(asProcess("dashboard", "--into=parquet:archive")).isZero();
        assertThat(rights("archive.html")).isEqualTo("rw-r--r--");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("archive", "archive.html", "state", "stdout.txt", "stderr.txt");
        }
    }

    @Test
    void aRunMakesThePageAndOutputsCanBeLeftOut() throws Exception {
        assertThat(ssmExport("run", "--into=csv:archive", SIMULATE, "--dashboard=page.html"))
                .isZero();
        assertThat(page("page.html").select(".printed")).isNotEmpty();
        assertThat(page("page.html").select("#t-runs tbody tr").text()).contains("complete");

        assertThat(ssmExport("dashboard", "--into=csv:archive", "--dashboard=page.html", "--dashboard-lines=false"))
                .isZero();
        assertThat(page("page.html").select(".printed")).isEmpty();
        assertThat(page("page.html").select("#t-failures tbody tr:not(.none)")).isNotEmpty();
    }

    /** One file, too, and from a bucket. */
    @Test
    void theSameIsReadFromABucket() throws Exception {
        try (Simulator simulator = Simulator.start(new Simulation(300, 6, 3), Clock.systemUTC(), 0, Faults.none())) {
            simulator.buckets().create("archive");
            for (String into : List.of("parquet:s3://archive/data", "csv.gz:s3://archive/one.csv.gz")) {
                InProcess bucket = InProcess.with(directory, simulator.endpoint());
                assertThat(bucket.run(List.of(
                                "run",
                                "--into=" + into,
                                "--name=job",
                                "--since=7d",
                                "--report=report.json",
                                "--dashboard=page.html")))
                        .isZero();
                assertThat(page("page.html").select("#c-invocations .value").text())
                        .isEqualTo(new ObjectMapper()
                                .readTree(directory.resolve("report.json").toFile())
                                .get("invocations")
                                .asText());
                assertThat(page("page.html").select("#t-failures tbody tr:not(.none)"))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void whatCantBeReadIsSaidAndTheRestIsShown() throws Exception {
        assertThat(ssmExport("run", "--into=parquet:archive", SIMULATE)).isZero();
        Path damaged;
        try (Stream<Path> files = Files.walk(directory.resolve("archive"))) {
            damaged = files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        assertThat(ssmExport("dashboard", "--into=parquet:archive", "--html=archive.html"))
                .isEqualTo(3);
        assertThat(program.told())
                .anyMatch(line -> line.contains("not all is counted") && line.contains(damaged.toString()));
        assertThat(page("archive.html").select(".verdict.bad").text())
                .contains("not all is counted", damaged.toString());
    }

    @Test
    void whatCantBeShownIsRefusedBeforeAnythingIsRead() throws Exception {
        assertThat(ssmExport("dashboard", "--into=csv:-")).isEqualTo(2);
        assertThat(program.told()).anyMatch(line -> line.contains("csv:- keeps nothing that could be shown"));
        assertThat(ssmExport("dashboard", "--into=parquet:archive", "--days=0")).isEqualTo(2);
        assertThat(program.told()).anyMatch(line -> line.contains("must be a number from 1 to 366 but was 0"));
        assertThat(ssmExport("dashboard", "--into=parquet:archive", "--html=nowhere/page.html"))
                .isEqualTo(2);
        assertThat(ssmExport("dashboard", "--into=csv:failures.csv", "--rows=failed"))
                .isEqualTo(2);
        assertThat(program.told()).anyMatch(line -> line.contains("a file of failures can't be shown"));
    }

    @Test
    void anArchiveThatIsNotThereYetHasAPageThatSaysSo() throws Exception {
        assertThat(ssmExport("dashboard", "--into=parquet:archive", "--html=archive.html"))
                .isZero();
        assertThat(page("archive.html").select(".verdict").text()).contains("completeness unknown");
    }
}
