package io.ssmexport.invocations.output.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/** A line feed and spaces, as bytes that need not be encoded each time. */
public final class Indentation implements DefaultPrettyPrinter.Indenter {

    /** More than an answer has. */
    private static final int LEVELS = 16;

    private static final String SPACES = "    ";

    private final SerializedString[] lines = new SerializedString[LEVELS];

    /** Indentation by four spaces for each level. */
    public Indentation() {
        for (int level = 0; level < LEVELS; level++) {
            lines[level] = new SerializedString("\n" + SPACES.repeat(level));
        }
    }

    @Override
    public void writeIndentation(JsonGenerator json, int level) throws IOException {
        if (level < LEVELS) {
            json.writeRaw(lines[level]);
        } else {
            json.writeRaw("\n" + SPACES.repeat(level));
        }
    }

    @Override
    public boolean isInline() {
        return false;
    }
}
