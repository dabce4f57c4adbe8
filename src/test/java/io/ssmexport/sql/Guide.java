package io.ssmexport.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the analyst's guide shows to be asked of the views. */
public final class Guide {

    private static final String PROMPT = "warehouse=> ";

    private Guide() {}

    /** Each a statement without its end. */
    public static List<String> questions() throws IOException {
        return Files.readAllLines(Path.of("src/docs/analyst.md")).stream()
                .map(line -> line.startsWith(PROMPT) ? line.substring(PROMPT.length()) : line)
                .filter(line -> line.startsWith("select ") && line.contains(" from ssm."))
                .map(line -> line.substring(0, line.lastIndexOf(';')))
                .toList();
    }
}
