package io.ssmexport.cli;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does a little of everything whose classes belong in the class-data archive. The build runs it. */
@Command(name = "train", hidden = true, header = "Loads the classes that the build archives, to start faster.")
final class TrainingCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    /** Where to work; of lists, the program. */
    @Parameters(paramLabel = "DIRECTORY")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path directory;

    @Option(names = "--lists", paramLabel = "ARCHIVE")
    private @Nullable Path lists;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.setProperty("aws.accessKeyId", "simulator");
        System.setProperty("aws.secretAccessKey", "simulator");
        Simulation simulation = new Simulation(200, 2, 1);
        try (Simulator simulator =
                Simulator.start(simulation, Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none())) {
            if (lists != null) {
                // Beside the program, so that the archive holds nothing of this.
                return TrainingOfLists.start(directory, lists, simulator.endpoint());
            }
            // As from the environment, where most endpoints come from, also that of AWS itself.
            System.setProperty("aws.endpointUrl", simulator.endpoint().toString());
            int code = TrainingOfLists.list(
                    List.of("--region", "us-east-1"), spec.commandLine().getErr());
            if (code != 0) {
                return code;
            }
        }
        // A state that an earlier build left would not be made.
        Path place = Files.createTempDirectory(Files.createDirectories(directory), "run");
        return Main.commandLine(System.getenv(), false)
                .execute(
                        "run",
                        "--into=parquet:" + place.resolve("archive"),
                        "--state=" + place.resolve("state"),
                        "--since=2d",
                        "--simulate=invocations=200,days=2,seed=1");
    }
}
