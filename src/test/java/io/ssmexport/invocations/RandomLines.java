package io.ssmexport.invocations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.invocations.random.RandomLine;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Runs random lines with either client, each time against a simulator in the same state. */
final class RandomLines {

    static final String RESOURCES = "src/test/resources/io/ssmexport/invocations/random";

    /** Without lone surrogates, at the first of which the AWS CLI stops. */
    private static final Simulation SIMULATION = new Simulation(45, 7, 1);

    private static final Pattern SKELETON =
            Pattern.compile("(?s)^(\\{\n {4}\"CommandId\": \"\".*\"key\": \"|CommandId: ''.*- key: )\\w+");

    private RandomLines() {}

    static Ended ours(RandomLine line) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        StringWriter error = new StringWriter();
        try (Simulator simulator = Simulator.start(SIMULATION, Clients.CLOCK, 0, Faults.none())) {
            List<String> all = arguments(line, simulator, List.of(ListCommandInvocations.NAME));
            int exitCode = ListCommandInvocations.execute(
                    ListCommandInvocations.arguments(all).orElse(List.of("not for the command")),
                    environment(line),
                    output,
                    new PrintWriter(error),
                    "test");
            return told(new Ended(exitCode, output.toString(UTF_8), error.toString()), simulator);
        }
    }

    static Ended theirs(AwsFork aws, RandomLine line) throws IOException {
        try (Simulator simulator = Simulator.start(SIMULATION, Clients.CLOCK, 0, Faults.none())) {
            List<String> all = arguments(line, simulator, List.of("ssm", ListCommandInvocations.NAME));
            return told(aws.run(all, environment(line)), simulator);
        }
    }

    private static List<String> arguments(RandomLine line, Simulator simulator, List<String> command) {
        List<String> all = new ArrayList<>(line.before());
        all.addAll(command);
        all.addAll(line.after());
        if (all.stream().noneMatch(argument -> argument.startsWith("--e"))) {
            all.addAll(List.of("--endpoint-url", simulator.endpoint().toString()));
        }
        return all;
    }

    private static Map<String, String> environment(RandomLine line) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", "/nowhere",
                "PATH", System.getenv("PATH"),
                "PYTHONWARNINGS", "ignore",
                "TZ", TimeZone.getDefault().getID(),
                "AWS_ACCESS_KEY_ID", "simulator",
                "AWS_SECRET_ACCESS_KEY", "simulator",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_CONFIG_FILE", RESOURCES + "/config-" + line.config(),
                "AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials",
                "AWS_EC2_METADATA_DISABLED", "true"));
        environment.putAll(line.environment());
        return environment;
    }

    /** The same wherever the simulator listens, and whatever key the AWS CLI took for its skeleton of a request. */
    private static Ended told(Ended ended, Simulator simulator) {
        return new Ended(
                ended.exitCode(),
                SKELETON.matcher(ended.output()).replaceFirst("$1ANY"),
                Clients.message(ended.error()).replace(simulator.endpoint().toString(), "ENDPOINT"));
    }
}
