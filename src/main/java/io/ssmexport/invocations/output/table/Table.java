package io.ssmexport.invocations.output.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table of sections, one below the other, that is told twice what is in it: first to know how wide it is, then to be
 * drawn. Only the section that is being told is held. Follows {@code awscli/table.py}.
 */
public final class Table {

    private static final int PADDING = 4;
    private static final int LEFT_PADDING = 2;
    private static final String CELL_COLOUR = "\u001b[1m\u001b[34m";
    private static final String BORDER_COLOUR = "\u001b[2m\u001b[33m";
    private static final String NO_COLOUR = "\u001b[0m";

    private final int terminalWidth;
    private final boolean colours;
    private @Nullable Section section;

    /** Of all sections so far, as they are and with their single rows written downwards. */
    private int width;

    private int widthDownwards;

    private @Nullable Writer out;

    /**
     * An empty table.
     *
     * @param terminalWidth a wider table has its single rows written downwards
     * @param colours whether cells and borders are coloured
     */
    public Table(int terminalWidth, boolean colours) {
        this.terminalWidth = terminalWidth;
        this.colours = colours;
    }

    /**
     * Starts a section.
     *
     * @param depth how many sections it lies in
     */
    public void section(String title, int depth) {
        end();
        section = new Section(title, depth);
    }

    /** Names the columns of the section. */
    public void headers(List<String> names) {
        last().headers(names);
    }

    /** Adds a row to the section. */
    public void row(List<String> cells) {
        last().row(cells);
    }

    private Section last() {
        return Objects.requireNonNull(section, "a row needs a section");
    }

    /** All has been told; from now on it is told again, and drawn. */
    public void startDrawing(Writer writer) throws IOException {
        end();
        out = writer;
        writer.write("-".repeat(drawnWidth()) + "\n" + reset());
    }

    private int drawnWidth() {
        return isDownwards() ? widthDownwards : width;
    }

    private boolean isDownwards() {
        return width > terminalWidth;
    }

    /** The AWS CLI's colouring library ends every piece that is written with it. */
    private String reset() {
        return colours ? NO_COLOUR : "";
    }

    /**
     * Ends the section.
     *
     * @throws UncheckedIOException if it can't be drawn
     */
    public void end() {
        Section ended = section;
        section = null;
        if (ended == null) {
            return;
        }
        if (out == null) {
            width = Math.max(width, ended.width(PADDING));
            widthDownwards = Math.max(widthDownwards, ended.vertical().width(PADDING));
            return;
        }
        try {
            draw(isDownwards() ? ended.vertical() : ended, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(Section drawn, Writer writer) throws IOException {
        for (String line : lines(drawn, drawnWidth() - 2 * drawn.depth())) {
            String border = coloured(BORDER_COLOUR, "|").repeat(drawn.depth());
            writer.write(border + reset());
            writer.write(line);
            writer.write(reset() + border + reset() + "\n" + reset());
        }
    }

    private List<String> lines(Section drawn, int room) {
        List<String> lines = new ArrayList<>();
        if (!drawn.title().isEmpty()) {
            lines.add("|" + centred(drawn.title(), room));
            if (drawn.headers().isEmpty() && drawn.rows().isEmpty()) {
                lines.add("+" + "-".repeat(room - 2) + "+");
            }
        }
        List<Integer> widths = drawn.columnWidths(PADDING, room);
        if (widths.isEmpty()) {
            return lines;
        }
        String rule = widths.stream()
                .map(column -> "-".repeat(column - 1) + "+")
                .collect(Collectors.joining())
                .replaceFirst("^-", "+");
        if (!drawn.headers().isEmpty()) {
            lines.add(rule);
            lines.add(headers(drawn, widths));
        }
        if (!drawn.rows().isEmpty()) {
            lines.add(rule);
            drawn.rows().forEach(row -> lines.add(row(row, widths)));
            lines.add(rule);
        }
        return lines;
    }

    private static String headers(Section drawn, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < drawn.headers().size(); i++) {
            String header = drawn.headers().get(i);
            line.append(i == 0 ? centred(header, widths.get(i)) : between(header, widths.get(i), widths.get(i), "|"));
        }
        return line.toString();
    }

    /** Text in the middle of a cell whose left border is there already. */
    private static String centred(String text, int width) {
        return between(text, width, width - 1, "|");
    }

    private static String between(String text, int width, int room, String border) {
        int textWidth = DisplayWidth.of(text);
        int left = width / 2 - textWidth / 2 - 1;
        int right = room - border.length() - left - textWidth;
        return " ".repeat(Math.max(0, left)) + text + " ".repeat(Math.max(0, right)) + border;
    }

    private String row(List<String> cells, List<Integer> widths) {
        StringBuilder line =
                new StringBuilder(widths.stream().mapToInt(Integer::intValue).sum() + 1).append('|');
        for (int i = 0; i < Math.min(cells.size(), widths.size()); i++) {
            int borders = i == 0 ? 2 : 1;
            int textWidth = DisplayWidth.of(cells.get(i));
            int padding = widths.get(i) >= textWidth + LEFT_PADDING + borders ? LEFT_PADDING : 0;
            line.append(" ".repeat(padding))
                    .append(coloured(CELL_COLOUR, cells.get(i)))
                    .append(" ".repeat(Math.max(0, widths.get(i) - borders - padding - textWidth)))
                    .append("|");
        }
        return line.toString();
    }

    private String coloured(String colour, String text) {
        return colours ? colour + text + NO_COLOUR : text;
    }
}
