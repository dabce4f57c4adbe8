package io.ssmexport.sink.file.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A file format that holds rows. Writing the same rows and facts again gives the same bytes. */
public interface RowFormat {

    /** How names of its files end, for example {@code .csv.gz}. */
    String ending();

    /**
     * Starts a file, in place of one that is there.
     *
     * @param facts what the file says about itself, where the format has a place for it
     */
    RowWriter create(Path file, Map<String, String> facts) throws IOException;

    /** Whether the format has a place for facts. */
    boolean keepsFacts();

    /**
     * What a file that an earlier run wrote says about itself; nothing where the format has no place for it.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE as {@link #open}
     */
    Map<String, String> facts(Path file) throws IOException;

    /**
     * Opens a file that an earlier run wrote.
     *
     * @throws DamagedFileException if it is broken
     * @throws io.ssmexport.failure.Failure of kind USAGE if somebody else wrote it, or it is of a newer row contract
     */
    RowReader open(Path file) throws IOException;

    /** As {@link #open}, with as much of each row as is asked for, or more. */
    default RowReader open(Path file, Extent extent) throws IOException {
        return open(file);
    }
}
