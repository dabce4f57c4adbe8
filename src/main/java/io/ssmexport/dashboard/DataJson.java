package io.ssmexport.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.history.Cell;
import io.ssmexport.history.Counts;
import io.ssmexport.history.Outcome;
import io.ssmexport.history.StepDuration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's script counts with, as JSON that no markup can end. */
final class DataJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        JSON.getFactory().setCharacterEscapes(new InScript());
    }

    private DataJson() {}

    static String of(Cube cube, Completeness completeness, Steps steps) {
        ObjectNode json = JSON.createObjectNode();
        json.put("first", cube.days().first().toString())
                .put("days", cube.days().count());
        ArrayNode outcomes = json.putArray("outcomes");
        Outcome.OF_INVOCATION.forEach(outcome -> outcomes.add(outcome.toString()));
        ArrayNode sources = json.putArray("sources");
        cube.sources()
                .forEach(source -> sources.addArray().add(source.account()).add(source.region()));
        ArrayNode documents = json.putArray("documents");
        cube.documents().forEach(documents::add);
        ArrayNode states = json.putArray("states");
        cube.sources().forEach(source -> states.add(completeness.states(source)));
        ArrayNode cells = json.putArray("cells");
        cube.cells().entrySet().stream()
                .sorted(Comparator.comparing(
                        Map.Entry::getKey,
                        Comparator.comparingInt(Cell::day)
                                .thenComparingInt(cell -> cube.source(cell.source()))
                                .thenComparingInt(cell -> cube.document(cell.document()))))
                .forEach(entry -> add(cells.addArray(), cube, entry.getKey(), entry.getValue()));
        ObjectNode scopes = json.putObject("durations");
        steps.scopes().forEach((scope, rows) -> {
            ArrayNode array = scopes.putArray(scope);
            rows.forEach(step -> add(array, step));
        });
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ArrayNode array, Cube cube, Cell cell, Counts counts) {
        array.add(cell.day()).add(cube.source(cell.source())).add(cube.document(cell.document()));
        Outcome.OF_INVOCATION.forEach(outcome -> array.add(counts.of(outcome)));
    }

    private static void add(ArrayNode array, @Nullable StepDuration step) {
        if (step == null) {
            array.addNull();
            return;
        }
        ArrayNode values = array.addArray().add(step.runs());
        Steps.percentiles(step)
                .forEach(seconds -> values.add(BigDecimal.valueOf(seconds)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()));
    }

    /** Nothing that a parser of HTML or of scripts looks for is left as it is. */
    private static final class InScript extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&', '\''}) {
                escapes[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c == 0x2028 || c == 0x2029
                    ? new SerializedString("\\u" + Integer.toHexString(c).toLowerCase(Locale.ROOT))
                    : null;
        }
    }
}
