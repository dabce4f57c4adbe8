package io.ssmexport.sink.file;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.Damage;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What staged slices become; the methods do what {@link io.ssmexport.sink.Sink} says of those with the same name. */
sealed interface Publication permits Dataset, SingleFile, StandardOutput {

    /** For messages. */
    String place();

    /** Where the pages of its slices wait, before they get there. */
    Staging staging();

    /** As there. */
    default void lookAgain(Slice slice) throws IOException {
        staging().lookAgain(slice);
    }

    void inspect() throws IOException;

    void prepare() throws IOException;

    void check(boolean known) throws IOException;

    void hold(boolean known) throws IOException;

    boolean isPublishedTogether();

    SliceExport publish(Slice slice) throws IOException;

    /** As there. */
    default SliceExport publishAnew(Slice slice) throws IOException {
        return publish(slice);
    }

    /** As there, for at least one slice. */
    Map<Slice, SliceExport> publishAll(Collection<Slice> slices) throws IOException;

    /** As there. */
    void read(Instant from, Instant until, Extent extent, Consumer<InvocationRows> each, Consumer<Damage> damaged)
            throws IOException;

    /** As there. */
    default List<String> putAside() {
        return List.of();
    }

    /** As {@link FileSink#describe}. */
    default void describe(Supplier<byte[]> coverage) throws IOException {
        // It is no table of a reader's.
    }

    FileUpkeep upkeep();

    boolean holds(SliceExport export) throws IOException;

    /** As {@link FileSink} says. */
    boolean isEmpty() throws IOException;

    /** As {@link FileSink} says. */
    boolean isOf(List<SliceExport> exports) throws IOException;
}
