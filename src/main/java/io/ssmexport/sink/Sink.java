package io.ssmexport.sink;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A destination. Slices are written by several threads at once, each slice by one thread at a time; everything that a
 * method did is durable when it returns.
 *
 * <p>Per slice: {@link #resume} or {@link #restart}, then {@link #write} chunk by chunk, then {@link #publish} once all
 * of its pages are committed. A sink whose slices become visible only together does that in {@link #publishAll}.
 */
public interface Sink {

    /**
     * Checks the destination before any page is asked for, and makes what is missing.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if rows can't be written there
     */
    void prepare();

    /**
     * Looks whether {@link #prepare} would find anything wrong, and changes nothing.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if rows can't be written there
     */
    void inspect();

    /**
     * Checks that what is there was read as this job reads, whoever wrote it; changes nothing.
     *
     * @param known whether this job has exported there before
     * @throws io.ssmexport.failure.Failure of kind USAGE that names both readings
     */
    void check(boolean known);

    /** As {@link #check}, and lets the destination say from now on what it holds. Comes after {@link #prepare}. */
    void hold(boolean known);

    /**
     * What a checkpoint keeps of the slice beside the number of its pages, so that a later process counts what was written of
     * it up to there, and nothing that another process wrote. Empty where the pages say enough.
     */
    default String written(Slice slice) {
        return "";
    }

    /**
     * Tells what the checkpoint of the slice says.
     *
     * @param text that {@link #written} gave, or empty
     */
    default void recall(Slice slice, String text) {
        // The pages say enough.
    }

    /** Looks again at what there is of the slice: another process may have written of it since this one looked. */
    default void lookAgain(Slice slice) {
        // It is seen.
    }

    /**
     * Whether what was written of the slice is exactly its pages 1 to {@code pages}; what lies beyond, left by a process
     * that was killed before its checkpoint, doesn't count. If not, the slice has to be restarted.
     */
    boolean resume(Slice slice, int pages);

    /** What was written of the slice and not published counts no more. */
    void restart(Slice slice);

    /**
     * Writes the pages of one chunk.
     *
     * @param pages at least one, numbered without a gap; a page may have no invocations
     */
    void write(Slice slice, List<RowPage> pages);

    /**
     * Makes the slice visible to readers in one step, in place of what was published of it before. Repeating it after a
     * crash gives the same bytes.
     *
     * @throws io.ssmexport.failure.Failure of kind INCOMPLETE if not one page of it was written, pages are missing or
     *     damaged, or the destination can't be written
     * @throws ForeignFile if a file of that name is there that doesn't look like this program's
     */
    SliceExport publish(Slice slice);

    /**
     * As {@link #publish}, of a slice of which a file is there that can't even be told to be one of this program's, although the
     * ledger says so: its bytes are kept aside.
     */
    default SliceExport publishAnew(Slice slice) {
        return publish(slice);
    }

    /** Whether slices become visible only together, in {@link #publishAll}, and are recorded only then. */
    default boolean isPublishedTogether() {
        return false;
    }

    /**
     * Makes visible, in one step, slices whose {@link #publish} only counted. Called at the end of a run with those
     * slices, before the ledger gets them.
     */
    default Map<Slice, SliceExport> publishAll(Collection<Slice> slices) {
        return Map.of();
    }

    /** Removes what was only needed until the ledger has the slice. */
    void clean(Slice slice);

    /**
     * Gives every invocation that was requested in {@code [from, until)} and is there, one after the other, whatever run
     * or job wrote it. Needs no {@link #prepare} and writes nothing.
     *
     * @param damaged gets the files of slices that can't be read; the others are read all the same
     * @throws io.ssmexport.failure.Failure of kind INCOMPLETE if the destination can't be read
     */
    void read(Instant from, Instant until, Consumer<ArchivedInvocation> each, Consumer<Damage> damaged);

    /**
     * As {@link #read}, with the rows of each invocation; of a row at least what {@link io.ssmexport.row.Glance} needs is
     * there, the rest may be null.
     */
    void look(Instant from, Instant until, Consumer<InvocationRows> each, Consumer<Damage> damaged);

    /** Damaged files in whose place {@link #publish} put others, and where their bytes are now, in a line each. */
    default List<String> putAside() {
        return List.of();
    }

    /** What can be done to what it holds. */
    Upkeep upkeep();

    /** Whether what the ledger says was exported is still there, as it was left. */
    boolean holds(Slice slice, SliceExport export);
}
