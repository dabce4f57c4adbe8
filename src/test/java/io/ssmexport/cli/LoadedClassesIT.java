package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.file.BucketStand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an optional part needs costs only who uses it: the JVM's own record of the classes that it loaded. */
class LoadedClassesIT {

    private static final List<String> LOOKS = List.of("list-command-invocations", "status ");

    @TempDir
    private Path directory;

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @AutoClose
    private Simulator simulator;

    @BeforeEach
    void serve() throws IOException {
        simulator = Simulator.start(
                new Simulation(100, 2, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --into=parquet:data --state=state --since=2d",
                "run --into=csv:one.csv --state=state --since=2d",
                "plan --into=parquet:data --state=state --since=2d",
                "status --into=parquet:data --state=state",
                "list-command-invocations"
            })
    void whatIsOptionalIsNotLoadedElsewhere(String line) throws Exception {
        List<String> loaded = loadedBy(line);
        assertThat(loaded).anyMatch(name -> name.startsWith("io.ssmexport.cli.Main"));
        assertThat(loaded)
                .filteredOn(name -> name.startsWith("io.ssmexport.sink.file.s3."))
                .isSubsetOf("io.ssmexport.sink.file.s3.BucketAccess");
        assertThat(loaded).noneMatch(name -> name.startsWith("software.amazon.awssdk.services.s3."));
        if (LOOKS.stream().anyMatch(line::startsWith)) {
            assertThat(loaded).noneMatch(name -> name.startsWith("org.springframework.batch."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "run --into=parquet:s3://archive/data --state=state --since=2d")
    void theRecordShowsWhatIsLoaded(String line) throws Exception {
        assertThat(loadedBy(line)).anyMatch(name -> name.startsWith("software.amazon.awssdk.services.s3."));
    }

    /** Names of all classes that a run of the program has loaded. */
    private List<String> loadedBy(String line) throws Exception {
        Path log = directory.resolve("loaded");
        ExportProcess process = ExportProcess.with(directory, simulator.endpoint())
                .set("AWS_ENDPOINT_URL_S3", stand.endpoint().toString())
                .jvm("-Xlog:class+load:file=" + log + "::filecount=0");
        int nothingExported = 3;
        assertThat(process.run(Arrays.asList(line.split(" ")))).isIn(0, nothingExported);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(entry -> entry.substring(entry.lastIndexOf("] ") + 2))
                    .map(entry -> entry.substring(0, entry.indexOf(' ')))
                    .toList();
        }
    }
}
