package io.ssmexport.invocations.output.table;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table of sections, one below the other. Follows {@code awscli/table.py}. */
public final class Table {

    private static final int PADDING = 4;
    private static final int LEFT_PADDING = 2;
    private static final String CELL_COLOUR = "\u001b[1m\u001b[34m";
    private static final String BORDER_COLOUR = "\u001b[2m\u001b[33m";
    private static final String NO_COLOUR = "\u001b[0m";

    private final int terminalWidth;
    private final boolean colours;
    private final List<Section> sections = new ArrayList<>();

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
        sections.add(new Section(title, depth));
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
        return sections.get(sections.size() - 1);
    }

    public void draw(Writer out) throws IOException {
        int width = width(UnaryOperator.identity());
        boolean downwards = width > terminalWidth;
        // Each is turned when it is drawn: all of them turned would take as much memory again.
        UnaryOperator<Section> turned = downwards ? Section::vertical : UnaryOperator.identity();
        if (downwards) {
            width = width(turned);
        }
        // The AWS CLI's colouring library ends every piece that is written with a reset.
        String end = colours ? NO_COLOUR : "";
        out.write("-".repeat(width) + "\n" + end);
        for (Section each : sections) {
            Section section = turned.apply(each);
            for (String line : lines(section, width - 2 * section.depth())) {
                String border = coloured(BORDER_COLOUR, "|").repeat(section.depth());
                out.write(border + end + line + end + border + end + "\n" + end);
            }
        }
    }

    private int width(UnaryOperator<Section> turned) {
        return sections.stream()
                .map(turned)
                .mapToInt(section -> section.width(PADDING))
                .max()
                .orElse(0);
    }

    private List<String> lines(Section section, int width) {
        List<String> lines = new ArrayList<>();
        if (!section.title().isEmpty()) {
            lines.add("|" + centred(section.title(), width));
            if (section.headers().isEmpty() && section.rows().isEmpty()) {
                lines.add("+" + "-".repeat(width - 2) + "+");
            }
        }
        List<Integer> widths = section.columnWidths(PADDING, width);
        if (widths.isEmpty()) {
            return lines;
        }
        String rule = widths.stream()
                .map(column -> "-".repeat(column - 1) + "+")
                .collect(Collectors.joining())
                .replaceFirst("^-", "+");
        if (!section.headers().isEmpty()) {
            lines.add(rule);
            lines.add(headers(section, widths));
        }
        if (!section.rows().isEmpty()) {
            lines.add(rule);
            section.rows().forEach(row -> lines.add(row(row, widths)));
            lines.add(rule);
        }
        return lines;
    }

    private static String headers(Section section, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < section.headers().size(); i++) {
            String header = section.headers().get(i);
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
        StringBuilder line = new StringBuilder("|");
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
