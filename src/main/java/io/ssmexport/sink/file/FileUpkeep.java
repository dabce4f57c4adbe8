package io.ssmexport.sink.file;

import io.ssmexport.sink.Upkeep.Amount;
import io.ssmexport.sink.Upkeep.Replaced;
import io.ssmexport.slice.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What is done to files; the methods do what {@link io.ssmexport.sink.Upkeep} says of those with the same name. */
interface FileUpkeep {

    Amount before(Set<Source> sources, Instant time) throws IOException;

    void forget(Set<Source> sources, Instant before) throws IOException;

    void forEachPrinted(Consumer<String> each) throws IOException;

    void requireRedactable() throws IOException;

    void redact(UnaryOperator<String> printed, Replaced replaced) throws IOException;
}
