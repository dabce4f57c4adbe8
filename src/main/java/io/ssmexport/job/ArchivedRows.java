package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.row.Column;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Damage;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The rows that a job's destination holds, whatever it is. */
public final class ArchivedRows {

    /** Without them nobody can say what became of an invocation. */
    private static final List<String> NEEDED = List.of(
            "document_name", "status", "status_details", "plugin_index", "plugin_name", "plugin_status", "output");

    private ArchivedRows() {}

    /**
     * Gives every invocation that was requested in {@code [from, until)}, as {@link io.ssmexport.sink.Sink#look} does.
     *
     * @throws Failure of kind USAGE if the destination keeps nothing, or not what counting needs; of kind INCOMPLETE if it can't
     *     be read
     */
    public static void look(
            ExportOptions options,
            Environment environment,
            Instant from,
            Instant until,
            Consumer<InvocationRows> each,
            Consumer<Damage> damaged) {
        if (!options.into().isKept()) {
            throw new Failure(USAGE, Problem.at("into", "csv:- keeps nothing that could be shown"));
        }
        if (options.rows() != RowChoice.ALL) {
            throw new Failure(USAGE, Problem.at("rows", "a file of failures can't be shown: it lacks what went well"));
        }
        List<String> columns = options.columns().stream().map(Column::name).toList();
        if (!columns.isEmpty() && !columns.containsAll(NEEDED)) {
            throw new Failure(
                    USAGE, Problem.at("columns", "a file without " + String.join(", ", NEEDED) + " can't be shown"));
        }
        try (SinkToInspect destination = SinkToInspect.open(options, environment)) {
            destination.sink().look(from, until, each, damaged);
        }
    }
}
