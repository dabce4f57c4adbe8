package io.ssmexport.sink.file.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is in a file can't be read, or not to its end. The message names the file. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    public DamagedFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
