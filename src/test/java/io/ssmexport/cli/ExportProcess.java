package io.ssmexport.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The packaged program, started as a user starts it, in an environment that has nothing of AWS but what a test puts there. */
public final class ExportProcess {

    private static final Path PROGRAM =
            Path.of("target", "ssm-export", "bin", "ssm-export").toAbsolutePath();

    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private String before = "";
    private final List<String> jvm = new ArrayList<>(List.of("-Xmx128m"));

    /**
     * A program whose user has neither credentials nor region.
     *
     * @param home the user's home directory, which also gets what the program prints
     */
    public ExportProcess(Path home) {
        this.home = home;
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    /** A program whose environment leads to a simulator. */
    public static ExportProcess with(Path home, URI endpoint) {
        return new ExportProcess(home)
                .set("AWS_ENDPOINT_URL", endpoint.toString())
                .set("AWS_REGION", "us-east-1")
                .set("AWS_ACCESS_KEY_ID", "simulator")
                .set("AWS_SECRET_ACCESS_KEY", "simulator");
    }

    /** Sets an environment variable. */
    public ExportProcess set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes an environment variable away. */
    public ExportProcess unset(String name) {
        environment.remove(name);
        return this;
    }

    /** Adds an option of the JVM. */
    public ExportProcess jvm(String option) {
        jvm.add(option);
        return this;
    }

    /** Has a shell start it, which does that before, such as {@code ulimit -n 100} or {@code exec >/dev/full}. */
    ExportProcess after(String shellCommand) {
        before = shellCommand;
        return this;
    }

    /** Starts the program. */
    public Process start(List<String> arguments) throws IOException {
        // A build in the background has SIGINT ignored, and its children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        if (!before.isEmpty()) {
            command.addAll(List.of("sh", "-c", before + "; exec \"$0\" \"$@\""));
        }
        command.add(PROGRAM.toString());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("XDG_"));
        process.environment().put("HOME", home.toString());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("JAVA_OPTS", String.join(" ", jvm) + " -Duser.home=" + home);
        process.environment().putAll(environment);
        return process.start();
    }

    /** Runs the program to its end. */
    public int run(List<String> arguments) throws IOException, InterruptedException {
        return start(arguments).waitFor();
    }

    /** What the last process printed to standard output. */
    public String printed() throws IOException {
        return Files.readString(out());
    }

    /** Lines that the last process printed to standard error, as a terminal would have shown them. */
    public List<String> told() throws IOException {
        return LoggedLines.asOnATerminal(logged());
    }

    /** Lines that the last process printed to standard error, as they are. */
    List<String> logged() throws IOException {
        return Files.readAllLines(err());
    }

    private Path out() {
        return home.resolve("stdout.txt");
    }

    private Path err() {
        return home.resolve("stderr.txt");
    }
}
