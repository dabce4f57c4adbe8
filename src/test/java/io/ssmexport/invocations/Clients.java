package io.ssmexport.invocations;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.wire.CannedAnswers;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The two clients, each with a simulator of its own in the same state, and with the same configuration. */
final class Clients {

    static final Simulation SIMULATION = new Simulation(300, 7, 1);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-19T12:00:00Z"), ZoneOffset.UTC);

    private static final Path CONFIGURATION = Path.of("src/test/resources/io/ssmexport/invocations/aws-config");

    /** Version 2 of the AWS CLI, which may stand behind version 1 on the path; empty where there is none. */
    static final Optional<String> AWS = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(directory -> directory + "/aws")
            .filter(Clients::isVersion2)
            .findFirst();

    static final String NO_AWS = "no version 2 of the AWS CLI on the path (Debian: awscli)";

    private Clients() {}

    /** What a client ended with; the error is its last message, without usage. */
    record Ended(int exitCode, String output, String error) {}

    /** Ours, in this process. */
    static Ended ours(List<String> arguments) throws IOException {
        return ours(arguments, Faults.none());
    }

    static Ended ours(List<String> arguments, Faults faults) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        StringWriter error = new StringWriter();
        try (Simulator simulator = Simulator.start(SIMULATION, CLOCK, 0, faults)) {
            int exitCode = ListCommandInvocations.execute(
                    with(arguments, simulator),
                    Map.of(
                            "AWS_ACCESS_KEY_ID",
                            "simulator",
                            "AWS_SECRET_ACCESS_KEY",
                            "simulator",
                            "AWS_DEFAULT_REGION",
                            "us-east-1",
                            "AWS_CONFIG_FILE",
                            CONFIGURATION.toString(),
                            "AWS_SHARED_CREDENTIALS_FILE",
                            CONFIGURATION.resolveSibling("aws-credentials").toString()),
                    output,
                    new PrintWriter(error),
                    "test");
            return new Ended(exitCode, output.toString(StandardCharsets.UTF_8), message(error.toString()));
        }
    }

    /** Ours, in this process, against an endpoint of the test's own. */
    static Ended ours(CannedAnswers answers, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--endpoint-url", answers.endpoint().toString()));
        return ours(all);
    }

    private static boolean isVersion2(String aws) {
        try {
            Process process = new ProcessBuilder(aws, "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).startsWith("aws-cli/2.");
        } catch (IOException e) {
            return false;
        }
    }

    /** The AWS CLI. */
    static Ended aws(List<String> arguments) throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(SIMULATION, CLOCK, 0, Faults.none())) {
            Ended ended = aws(
                    with(arguments, simulator),
                    Map.of(
                            "AWS_ACCESS_KEY_ID",
                            "simulator",
                            "AWS_SECRET_ACCESS_KEY",
                            "simulator",
                            "AWS_DEFAULT_REGION",
                            "us-east-1",
                            "AWS_CONFIG_FILE",
                            CONFIGURATION.toString(),
                            "AWS_SHARED_CREDENTIALS_FILE",
                            CONFIGURATION.resolveSibling("aws-credentials").toString(),
                            "AWS_EC2_METADATA_DISABLED",
                            "true",
                            "TZ",
                            "UTC"));
            return new Ended(ended.exitCode(), ended.output(), message(ended.error()));
        }
    }

    /**
     * The AWS CLI in an environment that has nothing of AWS but what is given; the error is all that was said. Forked where
     * that is possible, because its start takes a second.
     */
    static Ended aws(List<String> arguments, Map<String, String> variables) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("ssm", "list-command-invocations"));
        all.addAll(arguments);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("PYTHONUTF8", "1");
        environment.putAll(variables);
        return AwsFork.isPossible() ? AwsFork.shared().run(all, environment) : awsProcess(all, environment);
    }

    private static Ended awsProcess(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(AWS.orElseThrow()));
        command.addAll(arguments);
        Path output = Files.createTempFile("aws", ".out");
        Path error = Files.createTempFile("aws", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            int exitCode = builder.start().waitFor();
            return new Ended(exitCode, Files.readString(output), Files.readString(error));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }

    private static List<String> with(List<String> arguments, Simulator simulator) {
        List<String> all = new ArrayList<>(arguments);
        if (!arguments.contains("--endpoint-url")) {
            all.add("--endpoint-url");
            all.add(simulator.endpoint().toString());
        }
        return all;
    }

    /** What is said after the usage, in the words that are the same for every program. */
    static String message(String error) {
        String said = error.strip();
        int usage = said.lastIndexOf(" help\n");
        return (usage < 0 ? said : said.substring(usage + " help\n".length()))
                .strip()
                .replaceFirst("^(aws|ssm-export): error: ", "");
    }
}
