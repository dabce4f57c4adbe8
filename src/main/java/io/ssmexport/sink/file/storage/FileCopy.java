package io.ssmexport.sink.file.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file on this host, to be read only. What was opened stays what it was when the file is replaced.
 *
 * @param file the version whose bytes they are
 * @param isPassing whether they were fetched for this, and go when it is closed
 */
public record FileCopy(StoredFile file, Path path, boolean isPassing) implements Closeable {

    @Override
    public void close() throws IOException {
        if (isPassing) {
            Files.deleteIfExists(path);
        }
    }
}
