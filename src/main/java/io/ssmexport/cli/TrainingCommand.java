package io.ssmexport.cli;

import io.ssmexport.invocations.ListCommandInvocations;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does a little of everything whose classes belong in the class-data archive. The build runs it. */
@Command(name = "train", hidden = true, header = "Loads the classes that the build archives, to start faster.")
final class TrainingCommand implements Callable<Integer> {

    private static final List<List<String>> LISTINGS = List.of(
            List.of("--details"),
            List.of("--details", "--max-items", "60", "--output", "json"),
            List.of("--details", "--max-items", "3", "--output", "text", "--filters", "key=Status,value=Success"),
            List.of(
                    "--max-items",
                    "3",
                    "--output",
                    "table",
                    "--query",
                    "CommandInvocations[?Status=='Failed'].CommandId"),
            List.of("--max-items", "3", "--output", "yaml", "--cli-input-json", "{\"Details\": true}"));

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Parameters(paramLabel = "DIRECTORY")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path directory;

    @Option(names = "--lists-only")
    private boolean listsOnly;

    @Override
    public Integer call() throws IOException {
        System.setProperty("aws.accessKeyId", "simulator");
        System.setProperty("aws.secretAccessKey", "simulator");
        Simulation simulation = new Simulation(200, 2, 1);
        try (Simulator simulator =
                Simulator.start(simulation, Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none())) {
            // As from the environment, where most endpoints come from, also that of AWS itself.
            System.setProperty("aws.endpointUrl", simulator.endpoint().toString());
            for (List<String> listing : LISTINGS) {
                List<String> arguments = new ArrayList<>(listing);
                arguments.addAll(List.of("--region", "us-east-1"));
                int code = ListCommandInvocations.execute(
                        arguments,
                        Map.of(),
                        OutputStream.nullOutputStream(),
                        spec.commandLine().getErr(),
                        Main.version());
                if (code != 0) {
                    return code;
                }
            }
        }
        if (listsOnly) {
            return 0;
        }
        // A state that an earlier build left would not be made.
        Path place = Files.createTempDirectory(Files.createDirectories(directory), "run");
        return Main.commandLine(false)
                .execute(
                        "run",
                        "--into=parquet:" + place.resolve("archive"),
                        "--state=" + place.resolve("state"),
                        "--since=2d",
                        "--simulate=invocations=200,days=2,seed=1");
    }
}
