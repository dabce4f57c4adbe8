package io.ssmexport.invocations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.invocations.line.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;

/** What completes this command's options and their values in bash and zsh, around the script that picocli makes. */
public final class ListCompletion {

    private static final String GENERATED = "then _picocli_ssm-export_listcommandinvocations;";

    private static final List<String> KEYS = List.of("InvokedAfter", "InvokedBefore", "Status", "DocumentName");

    private ListCompletion() {}

    /** The whole script. */
    public static String around(String generated) {
        if (!generated.contains(GENERATED)) {
            throw new IllegalStateException("picocli calls its functions otherwise: " + GENERATED);
        }
        String script = read();
        for (Map.Entry<String, Stream<String>> words : words().entrySet()) {
            script = script.replace(
                    "@" + words.getKey() + "@",
                    String.join(" ", words.getValue().toList()));
        }
        return generated.replace(GENERATED, "then _ssm-export_listing;") + script;
    }

    private static Map<String, Stream<String>> words() {
        return Map.of(
                "OPTIONS", Line.options().stream(),
                "FORMATS", Line.FORMATS.stream(),
                "COLOURS", Line.COLOURS.stream(),
                "SKELETONS", Line.SKELETONS.stream(),
                "ERROR_FORMATS", Line.ERROR_FORMATS.stream(),
                "KEYS", KEYS.stream(),
                "STATUSES",
                        CommandInvocationStatus.knownValues().stream()
                                .map(CommandInvocationStatus::toString)
                                .sorted(),
                "REGIONS",
                        Region.regions().stream()
                                .filter(region -> !region.isGlobalRegion())
                                .map(Region::id)
                                .sorted());
    }

    private static String read() {
        try (InputStream script = Objects.requireNonNull(ListCompletion.class.getResourceAsStream("completion.bash"))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
