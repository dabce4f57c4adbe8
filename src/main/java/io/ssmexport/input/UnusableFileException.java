package io.ssmexport.input;

import java.io.IOException;
import java.nio.file.Path;

/** A file that isn't what it must be. The message says what it must be and is. */
public final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final int line;

    UnusableFileException(String message, int line) {
        super(message);
        this.line = line;
    }

    /** Whether it is text of another charset than UTF-8. */
    public boolean isOfAnotherCharset() {
        return line > 0;
    }

    /** The file and, where one line is wrong, its number. */
    public String place(Path file) {
        return line > 0 ? file + ":" + line : file.toString();
    }
}
