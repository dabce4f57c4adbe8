package io.ssmexport.invocations;

import io.ssmexport.invocations.Clients.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the AWS CLI printed for each of the {@link CommandLines}, so that the comparison runs where there is none. To record
 * again, with {@code aws} installed: {@code mvn test -Dtest=AwsCliTest -Dssm-export.record=true}.
 */
final class Recorded {

    /** Of the simulation of {@link Clients}: the service's token after a first page of five. */
    static final String SECOND_PAGE_OF_FIVE = "l61JRAAAAAEAAAAAAAAAAAAAAAMAAAAAAABRKAAAABF0bAqC";

    static final String COMMAND = "e0fa4aae-ab87-4997-a070-69d1e46de4a5";
    static final String INSTANCE = "i-b9f5f30f";

    private static final Path DIRECTORY = Path.of("src/test/resources/io/ssmexport/invocations/recorded");
    private static final String ERROR = "--- error\n";
    private static final String OUTPUT = "--- output\n";
    private static final int LONGEST_NAME = 80;

    private Recorded() {}

    static boolean isRecording() {
        return Boolean.getBoolean("ssm-export.record");
    }

    /** What was printed, and the exit code that this program has for it. */
    static Ended read(List<String> arguments) throws IOException {
        String text = Files.readString(file(arguments));
        int error = text.indexOf(ERROR);
        int output = text.indexOf(OUTPUT, error);
        String exit = text.substring(text.lastIndexOf("exit ", error) + "exit ".length(), error);
        return new Ended(
                Integer.parseInt(exit.strip()),
                text.substring(output + OUTPUT.length()),
                text.substring(error + ERROR.length(), output).strip());
    }

    static void write(List<String> arguments, Ended ended) throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(
                file(arguments),
                "$ " + String.join(" ", arguments) + "\nexit " + ended.exitCode() + "\n" + ERROR + ended.error() + "\n"
                        + OUTPUT + ended.output());
    }

    private static Path file(List<String> arguments) {
        String name = String.join(" ", arguments)
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "")
                .toLowerCase(Locale.ROOT);
        String hash = String.format(Locale.ROOT, "%08x", arguments.hashCode());
        return DIRECTORY.resolve(name.substring(0, Math.min(LONGEST_NAME, name.length())) + "-" + hash + ".txt");
    }
}
