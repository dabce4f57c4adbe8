package io.ssmexport.options;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.input.InputFile;
import io.ssmexport.input.UnusableFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a job file: YAML whose top level maps options to a text, a list of texts, or a mapping such as a filter. */
public final class JobFile {

    private static final int MOST_VALUES = 10_000;

    private JobFile() {}

    /**
     * The settings of a file in its order, each with file and line as origin; unknown keys too, they are reported with
     * all other mistakes.
     *
     * @throws Failure of kind USAGE if it can't be read or isn't a YAML mapping
     */
    public static List<Setting> read(Path file) {
        Optional<Node> root = compose(file);
        if (root.isEmpty()) {
            return List.of();
        }
        if (!(root.get() instanceof MappingNode mapping)) {
            throw new Failure(
                    USAGE, at(file, 1, "a job file must be a mapping of options, for example `into: parquet:archive`"));
        }
        requireFewValues(file, mapping);
        requireDistinctKeys(file, mapping);
        List<Setting> settings = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            settings.add(new Setting(
                    text(entry.getKeyNode()),
                    values(entry.getValueNode()),
                    file + ":" + line(entry.getKeyNode().getStartMark())));
        }
        return settings;
    }

    /** With aliases a file of a few lines can stand for more than fits into memory, or for ever. */
    private static void requireFewValues(Path file, MappingNode mapping) {
        int count = 0;
        for (NodeTuple entry : mapping.getValue()) {
            Deque<Node> left = new ArrayDeque<>(List.of(entry.getValueNode()));
            while (!left.isEmpty()) {
                List<Node> within = within(left.pop());
                count += within.size();
                if (count > MOST_VALUES) {
                    throw new Failure(
                            USAGE,
                            at(
                                            file,
                                            line(entry.getKeyNode().getStartMark()),
                                            "a job file must have at most " + MOST_VALUES + " values")
                                    .withRemedy("an alias counts as what it stands for"));
                }
                left.addAll(within);
            }
        }
    }

    private static List<Node> within(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                        .toList()
                : List.of();
    }

    /** YAML wants keys to differ, but its parser doesn't look. */
    private static void requireDistinctKeys(Path file, MappingNode mapping) {
        Map<String, Integer> lines = new HashMap<>();
        List<Problem> mistakes = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            int line = line(entry.getKeyNode().getStartMark());
            Integer first = lines.putIfAbsent(key, line);
            if (first != null) {
                mistakes.add(at(file, line, key + " must stand once but stands in line " + first + " too")
                        .withRemedy("remove one of them"));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Failure(USAGE, mistakes);
        }
    }

    private static Optional<Node> compose(Path file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setMaxAliasesForCollections(MOST_VALUES)
                .build();
        String text = "";
        try {
            text = InputFile.read(file);
            return new Composer(settings, new FlatParser(settings, text)).getSingleNode();
        } catch (NoSuchFileException e) {
            throw new Failure(USAGE, at(file, "there is no such job file"), e);
        } catch (UnusableFileException e) {
            throw new Failure(USAGE, Problem.of("a job file " + e.getMessage()).at(Place.position(e.place(file))), e);
        } catch (IOException e) {
            throw new Failure(USAGE, at(file, "the job file can't be read: " + e.getMessage()), e);
        } catch (MarkedYamlEngineException e) {
            throw new Failure(USAGE, at(file, line(e.getProblemMark()), "not YAML: " + e.getProblem()), e);
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw new Failure(
                    USAGE,
                    at(
                            file,
                            line,
                            "not YAML: it must not have the character U+"
                                    + HexFormat.of().withUpperCase().toHexDigits(e.getCodePoint(), 4)),
                    e);
        } catch (YamlEngineException e) {
            throw new Failure(USAGE, at(file, "not YAML: " + e.getMessage()), e);
        }
    }

    private static Problem at(Path file, long line, String what) {
        return Problem.of(what).at(Place.position(file + ":" + line));
    }

    private static Problem at(Path file, String what) {
        return Problem.of(what).at(Place.position(file.toString()));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static List<JsonNode> values(Node node) {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(JobFile::value).toList()
                : List.of(value(node));
    }

    private static JsonNode value(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            mapping.getValue().forEach(entry -> members.put(text(entry.getKeyNode()), text(entry.getValueNode())));
            return members;
        }
        return TextNode.valueOf(text(node));
    }

    /** Of what should be a text and isn't, one that shows it. */
    private static String text(Node node) {
        return node instanceof ScalarNode scalar
                ? scalar.getValue()
                : values(node).stream().map(Setting::text).toList().toString();
    }
}
