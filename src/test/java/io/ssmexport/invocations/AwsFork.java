package io.ssmexport.invocations;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.Clients.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Version 2 of the AWS CLI, many times. Where it is a script in Python, as in Debian's package, it is loaded once and forked
 * for each line, which takes a tenth of the time of its start.
 */
final class AwsFork implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPT = "#!";

    private static @Nullable AwsFork shared;

    private final Process server;
    private final Writer asked;
    private final BufferedReader answers;
    private final Path output = Files.createTempFile("aws", ".out");
    private final Path error = Files.createTempFile("aws", ".err");

    /** Whether it is there, as a script. */
    static boolean isPossible() throws IOException {
        return Clients.AWS.isPresent() && firstLine().startsWith(SCRIPT);
    }

    /** One for all tests of this JVM, with which it ends. */
    static synchronized AwsFork shared() throws IOException {
        if (shared == null) {
            shared = new AwsFork();
            shared.output.toFile().deleteOnExit();
            shared.error.toFile().deleteOnExit();
        }
        return shared;
    }

    private static String firstLine() throws IOException {
        String script = Files.readString(Path.of(Clients.AWS.orElseThrow()), ISO_8859_1);
        return script.lines().findFirst().orElse("");
    }

    AwsFork() throws IOException {
        server = new ProcessBuilder(firstLine().substring(SCRIPT.length()), RandomLines.RESOURCES + "/aws-fork.py")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        asked = server.outputWriter(UTF_8);
        answers = server.inputReader(UTF_8);
        answers.readLine();
    }

    /** What a line ends with; the error is all that was said. */
    synchronized Ended run(List<String> arguments, Map<String, String> environment) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.set("arguments", JSON.valueToTree(arguments));
        line.set("environment", JSON.valueToTree(environment));
        line.put("output", output.toString()).put("error", error.toString());
        asked.write(line + "\n");
        asked.flush();
        int exitCode = Integer.parseInt(answers.readLine());
        return new Ended(
                exitCode, new String(Files.readAllBytes(output), UTF_8), new String(Files.readAllBytes(error), UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        Files.delete(output);
        Files.delete(error);
    }
}
