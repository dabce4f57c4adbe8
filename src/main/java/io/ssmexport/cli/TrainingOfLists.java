package io.ssmexport.cli;

import io.ssmexport.invocations.ListCommandInvocations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists whose classes belong in the class-data archive of lists. It holds no more than they need: all of it is in memory. */
final class TrainingOfLists {

    /** Set in the process whose classes are archived. */
    static final String PROPERTY = "ssm-export.training";

    private static final List<List<String>> LISTINGS = List.of(
            List.of("--details"),
            List.of("--details", "--max-items", "60", "--output", "json"),
            List.of("--details", "--output", "text", "--filters", "key=Status,value=Success"),
            List.of("--max-items", "3", "--query", "CommandInvocations[?Status=='Failed'].CommandId"),
            List.of("--max-items", "3", "--output", "yaml"));

    private TrainingOfLists() {}

    /** Exit code of the first list that fails, or 0. */
    static int list(List<String> common, PrintWriter err) {
        int code = 0;
        for (int i = 0; i < LISTINGS.size() && code == 0; i++) {
            List<String> arguments = new ArrayList<>(LISTINGS.get(i));
            arguments.addAll(common);
            code = ListCommandInvocations.execute(
                    arguments, Map.of(), OutputStream.nullOutputStream(), err, Main.version());
        }
        return code;
    }

    /** Lists in a process of the program, which archives its classes when it ends; its exit code. */
    static int start(Path program, Path archive, URI endpoint) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        ListCommandInvocations.NAME,
                        "--region",
                        "us-east-1",
                        "--endpoint-url",
                        endpoint.toString())
                .inheritIO();
        builder.environment()
                .put(
                        "JAVA_OPTS",
                        "-XX:ArchiveClassesAtExit=" + archive + " -Xlog:cds=off -Xlog:cds+dynamic=off -D" + PROPERTY
                                + "=true -Daws.accessKeyId=simulator -Daws.secretAccessKey=simulator");
        return builder.start().waitFor();
    }
}
