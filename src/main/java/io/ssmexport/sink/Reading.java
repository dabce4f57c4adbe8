package io.ssmexport.sink;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;

/**
 * How a job reads: which invocations, and which of their columns are filled. A destination holds one reading: rows of another
 * would replace what AWS may have forgotten, or mix with it.
 *
 * @param selection which invocations, in the words of the request; empty for all
 * @param details whether there are plugins, and their outputs
 * @param output {@code full}, {@code redacted} or {@code none}
 * @param rules identity of the redaction rules beside the built-in ones; empty without
 */
public record Reading(String selection, boolean details, String output, String rules) {

    /** All there is to read. */
    public static final Reading EVERYTHING = new Reading("", true, "full", "");

    /** What rows show of how they were read. */
    public enum Trace {
        /** A row of a plugin. */
        PLUGIN,
        /** An output. */
        OUTPUT,
        /** An output with a masked place. */
        MASK
    }

    /** Looks whether any row of a destination shows something. */
    @FunctionalInterface
    public interface Traces<E extends Exception> {
        boolean has(Trace trace) throws E;
    }

    /**
     * Fails unless rows of this reading may go to a destination that says what it holds.
     *
     * @param known whether this job has exported there before. Its selection was then let in, by a version that kept no note,
     *     or its rules have changed since: neither makes what is there poorer
     * @throws Failure of kind USAGE that names both
     */
    public void requireSameAs(Reading held, Object place, boolean known) {
        boolean sameColumns = held.details == details && held.output.equals(output);
        if (!held.equals(this) && !(known && sameColumns)) {
            throw refused(place, held.toString());
        }
    }

    /**
     * Fails if the rows of a destination that doesn't say what it holds show that this reading would make them poorer, or
     * would mix masked outputs with others.
     *
     * @param known whether this job has exported there before
     * @throws Failure of kind USAGE that names both
     */
    public <E extends Exception> void requireNoTraceOfAnother(Traces<E> traces, Object place, boolean known) throws E {
        if (!details && traces.has(Trace.PLUGIN)) {
            throw refused(place, "invocations with details");
        }
        if (!details) {
            return;
        }
        if (output.equals("none") && traces.has(Trace.OUTPUT)) {
            throw refused(place, "outputs");
        }
        if (output.equals("redacted") && !known && traces.has(Trace.OUTPUT) && !traces.has(Trace.MASK)) {
            throw refused(place, "outputs in which nothing is masked");
        }
        if (output.equals("full") && !known && traces.has(Trace.MASK)) {
            throw refused(place, "masked outputs");
        }
    }

    /**
     * Fails if this reading selects some invocations only: a destination that holds rows and doesn't say which may hold more.
     *
     * @param known whether this job has exported there before
     * @throws Failure of kind USAGE
     */
    public void requireAll(Object place, boolean known) {
        if (!selection.isEmpty() && !known) {
            throw refused(place, "invocations of which nothing says how they were selected");
        }
    }

    /**
     * Fails unless rows of another reading become such of this one when what commands printed is masked.
     *
     * @throws Failure of kind USAGE that names both
     */
    public void requireMaskedFrom(Reading held, Object place) {
        if (!held.selection.equals(selection) || held.details != details || held.output.equals("none")) {
            throw refused(place, held.toString());
        }
    }

    private Failure refused(Object place, String held) {
        return new Failure(
                USAGE,
                Problem.at(
                                "into",
                                place + " holds " + held + ", but this job reads " + this
                                        + ": that would make it poorer, or mix")
                        .withRemedy("read in the same way, or export to another destination"));
    }

    /** For messages: {@code invocations with Status=Failed, with details, output full}. */
    @Override
    public String toString() {
        return (selection.isEmpty() ? "all invocations" : "invocations with " + selection)
                + (details ? ", with details" : ", without details")
                + ", output "
                + output
                + (rules.isEmpty() ? "" : " by the rules " + rules);
    }
}
