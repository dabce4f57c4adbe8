package io.ssmexport.sink.file.format;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.row.Column;
import io.ssmexport.row.Glance;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.ForeignFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file that is there. They are found by name, in whatever order: a file of an older row contract lacks some,
 * which are null in its rows, and one of a newer contract has some that a merge would lose, so that it is refused.
 */
public final class FileColumns {

    private static final Map<String, Integer> PLACES = places();

    private final Column[] columns;
    private final int[] places;
    private final @Nullable Object[] values = new @Nullable Object[Column.ALL.size()];

    /**
     * Columns of those names, in the order of the file.
     *
     * @throws Failure of kind USAGE if one isn't of the contract or comes twice, or one that is never null is missing
     */
    public FileColumns(Path file, List<String> names) {
        this(
                file,
                names,
                Column.ALL.stream()
                        .filter(column -> !column.nullable())
                        .map(Column::name)
                        .toList());
    }

    /** Columns of a file that has only some. What its rows are then written to has no other, whatever they hold. */
    public static FileColumns chosen(Path file, List<String> names) {
        FileColumns columns = new FileColumns(file, names, Column.OF_INVOCATION);
        columns.values[place(file, "plugin_index")] = 0;
        columns.values[place(file, "exported_at")] = Instant.EPOCH;
        return columns;
    }

    /** Those of them that a glance needs; the others are null in the rows. */
    public static FileColumns glance(Path file, List<String> names) {
        return new FileColumns(
                file,
                new FileColumns(file, names)
                        .names().stream().filter(Glance.COLUMNS::contains).toList());
    }

    private FileColumns(Path file, List<String> names, List<String> needed) {
        Set<String> found = new HashSet<>(names);
        if (found.size() < names.size() || !found.containsAll(needed)) {
            throw unknown(file, "was not written by ssm-export, or not with all columns");
        }
        this.places = names.stream().mapToInt(name -> place(file, name)).toArray();
        this.columns = Arrays.stream(places).mapToObj(Column.ALL::get).toArray(Column[]::new);
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (Column column : Column.ALL) {
            places.put(column.name(), places.size());
        }
        return places;
    }

    private static int place(Path file, String name) {
        Integer place = PLACES.get(name);
        if (place == null) {
            throw foreign(
                    file,
                    String.format(
                            Locale.ROOT,
                            "has a column %s, which version %d of the columns doesn't have; use the newer ssm-export that wrote it",
                            name,
                            Column.CONTRACT_VERSION));
        }
        return place;
    }

    /** How many the file has. */
    public int count() {
        return columns.length;
    }

    /** In the order of the file. */
    public List<String> names() {
        return Arrays.stream(columns).map(Column::name).toList();
    }

    /** Value of a column of the row as far as it was set; null also if the file doesn't have it. */
    public @Nullable Object value(String column) {
        return values[PLACES.getOrDefault(column, 0)];
    }

    /** Column at a place in the file, from 0. */
    public Column at(int placeInFile) {
        return columns[placeInFile];
    }

    /** Makes all values null. */
    public void clear() {
        Arrays.fill(values, null);
    }

    /** Sets a value of the row that {@link #row} gives. */
    public void set(int placeInFile, @Nullable Object value) {
        values[places[placeInFile]] = value;
    }

    /** Row of the values that were set; a column that the file doesn't have is null. */
    public PluginRow row() {
        return PluginRow.of(values);
    }

    /** Failure that says of a file why rows can't be kept in it. */
    public static Failure foreign(Path file, String problem) {
        return unusable(file + " " + problem);
    }

    /** The same of a file that nothing tells that this program wrote it. */
    public static ForeignFile unknown(Path file, String problem) {
        return new ForeignFile(problem(file + " " + problem));
    }

    /** The same of a sentence that names the file. */
    public static Failure unusable(String problem) {
        return new Failure(Failure.Kind.USAGE, problem(problem));
    }

    private static Problem problem(String said) {
        return Problem.at("into", said).withRemedy("move it away, or write to another path");
    }
}
