package io.ssmexport.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The program's commands in the test's own process, which takes a tenth of a process's time, in an environment that has
 * nothing of AWS but what a test puts there. For kills, signals, options of the JVM and what the launcher does there is {@link
 * ExportProcess}.
 */
public final class InProcess {

    private static final Set<String> PATHS =
            Set.of("--state", "--report", "--metrics", "--dashboard", "--html", "--redaction-rules");

    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private String printed = "";
    private String told = "";

    /**
     * Commands whose user has neither credentials nor region nor files of AWS.
     *
     * @param home the directory in which relative paths of options lie
     */
    public InProcess(Path home) {
        this.home = home;
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", home.resolve("config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials").toString());
    }

    /** Commands whose environment leads to a simulator. */
    public static InProcess with(Path home, URI endpoint) {
        return new InProcess(home)
                .set("AWS_ENDPOINT_URL", endpoint.toString())
                .set("AWS_REGION", "us-east-1")
                .set("AWS_ACCESS_KEY_ID", "simulator")
                .set("AWS_SECRET_ACCESS_KEY", "simulator");
    }

    /** Sets an environment variable. */
    public InProcess set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes an environment variable away. */
    public InProcess unset(String name) {
        environment.remove(name);
        return this;
    }

    /** Runs a command to its end; its exit code. */
    public int run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] placed = arguments.stream().map(this::placed).toArray(String[]::new);
        int code = Main.commandLine(environment, false, placed)
                .setOut(new Lines(out))
                .setErr(new Log(new PrintWriter(err, true, StandardCharsets.UTF_8)))
                .execute(placed);
        Signals.lastWordSaid();
        printed = out.toString(StandardCharsets.UTF_8);
        told = err.toString(StandardCharsets.UTF_8);
        return code;
    }

    /** An option of the form {@code --key=path} with its relative path in the home directory. */
    private String placed(String argument) {
        String[] option = argument.split("=", 2);
        if (option.length == 1 || option[1].startsWith("postgres")) {
            return argument;
        }
        if (option[0].equals("--into")) {
            String[] formatAndPath = option[1].split(":", 2);
            return formatAndPath[1].equals("-") || formatAndPath[1].startsWith("s3://")
                    ? argument
                    : "--into=" + formatAndPath[0] + ":" + home.resolve(formatAndPath[1]);
        }
        return PATHS.contains(option[0]) ? option[0] + "=" + home.resolve(option[1]) : argument;
    }

    /** What the last command printed to standard output. */
    public String printed() {
        return printed;
    }

    /** Lines that the last command printed to standard error, as a terminal would have shown them. */
    public List<String> told() {
        return LoggedLines.asOnATerminal(told.lines().toList());
    }
}
