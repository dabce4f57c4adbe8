package io.ssmexport.invocations.output.table;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Part of a table: a title, and rows of equally many cells below their headers. */
final class Section {

    private static final int BORDERS = 2;

    private final String title;
    private final int depth;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widest = new ArrayList<>();
    private List<String> headers = List.of();
    private @Nullable Integer columns;

    /** @param depth how many sections it lies in */
    Section(String title, int depth) {
        this.title = title;
        this.depth = depth;
    }

    void headers(List<String> names) {
        widen(names);
        if (columns == null) {
            columns = names.size();
        }
        headers = names;
    }

    void row(List<String> cells) {
        if (columns == null) {
            columns = cells.size();
        }
        if (cells.size() != columns) {
            throw new CommandFailure(
                    ExitCode.OTHER, "Row should have " + columns + " elements, instead it has " + cells.size());
        }
        rows.add(cells);
        widen(cells);
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            int width = DisplayWidth.of(cells.get(i));
            if (i == widest.size()) {
                widest.add(width);
            } else {
                widest.set(i, Math.max(widest.get(i), width));
            }
        }
    }

    String title() {
        return title;
    }

    int depth() {
        return depth;
    }

    List<String> headers() {
        return headers;
    }

    List<List<String>> rows() {
        return rows;
    }

    /** The only row written downwards, a line per header; any other section as it is. */
    Section vertical() {
        if (rows.size() != 1 || headers.isEmpty()) {
            return this;
        }
        Section vertical = new Section(title, depth);
        for (int i = 0; i < headers.size(); i++) {
            vertical.row(List.of(headers.get(i), rows.get(0).get(i)));
        }
        return vertical;
    }

    /** Characters that it needs, with its borders and those of the sections around it. */
    int width(int padding) {
        int content = widest.stream().mapToInt(width -> width + padding).sum() + BORDERS;
        return Math.max(DisplayWidth.of(title) + BORDERS, content) + 2 * depth;
    }

    /** Widths of the columns, scaled so that they add up to {@code total}. */
    List<Integer> columnWidths(int padding, int total) {
        List<Integer> unscaled = widest.stream().map(width -> width + padding).toList();
        if (unscaled.isEmpty()) {
            return unscaled;
        }
        double factor =
                total / (double) unscaled.stream().mapToInt(Integer::intValue).sum();
        List<Integer> scaled = new ArrayList<>(
                unscaled.stream().map(width -> (int) Math.rint(factor * width)).toList());
        int over = scaled.stream().mapToInt(Integer::intValue).sum() - total;
        while (over > 0) {
            for (int i = 0; i < scaled.size() && over > 0; i++, over--) {
                scaled.set(i, scaled.get(i) - 1);
            }
        }
        while (over < 0) {
            for (int i = scaled.size() - 1; i >= 0 && over < 0; i--, over++) {
                scaled.set(i, scaled.get(i) + 1);
            }
        }
        return scaled;
    }
}
