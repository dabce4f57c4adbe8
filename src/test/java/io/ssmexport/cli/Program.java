package io.ssmexport.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** The program beside a simulator: a process where a test disturbs it, and in the test's own where nobody does. */
public final class Program {

    private final Path home;
    private final URI endpoint;
    private final Map<String, String> variables = new TreeMap<>();
    private Callable<List<String>> told = List::of;

    public Program(Path home, URI endpoint) {
        this.home = home;
        this.endpoint = endpoint;
    }

    /** Sets an environment variable. */
    public void set(String name, String value) {
        variables.put(name, value);
    }

    /** Starts a process. */
    public Process start(List<String> arguments, String... jvmOptions) throws IOException {
        ExportProcess process = ExportProcess.with(home, endpoint);
        variables.forEach(process::set);
        for (String option : jvmOptions) {
            process.jvm(option);
        }
        told = process::told;
        return process.start(arguments);
    }

    /** Runs to the end in this process; the exit code. */
    public int run(List<String> arguments) {
        InProcess program = InProcess.with(home, endpoint);
        variables.forEach(program::set);
        told = program::told;
        return program.run(arguments);
    }

    /** Lines that the last of them told on standard error, as a terminal would have shown them. */
    public List<String> told() throws Exception {
        return told.call();
    }
}
