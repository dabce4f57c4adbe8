package io.ssmexport.request;

import io.ssmexport.input.InputFile;
import io.ssmexport.input.UnusableFileException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Values of options that name a file: {@code file://PATH} and {@code fileb://PATH} stand for what is in it. */
final class ParameterFile {

    private static final String BYTES = "fileb://";
    private static final List<String> PREFIXES = List.of("file://", BYTES);

    private ParameterFile() {}

    static boolean isNamed(String value) {
        return PREFIXES.stream().anyMatch(value::startsWith);
    }

    static boolean isOfBytes(String value) {
        return value.startsWith(BYTES);
    }

    /**
     * The value, or what is in the file that it names.
     *
     * @param option for the message
     * @throws ParameterMistake if the file can't be read
     */
    static String resolve(String option, String value) {
        for (String prefix : PREFIXES) {
            if (value.startsWith(prefix)) {
                return read(option, value, value.substring(prefix.length()));
            }
        }
        return value;
    }

    private static String read(String option, String value, String path) {
        try {
            return InputFile.read(
                    Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path));
        } catch (UnusableFileException e) {
            throw failure(
                    option,
                    e.isOfAnotherCharset()
                            ? "Unable to load paramfile (" + path
                                    + "), text contents could not be decoded.  If this is a binary file, please use the"
                                    + " fileb:// prefix instead of the file:// prefix."
                            : "Unable to load paramfile " + value + ": it " + e.getMessage(),
                    e);
        } catch (NoSuchFileException e) {
            throw failure(
                    option,
                    "Unable to load paramfile " + value + ": [Errno 2] No such file or directory: '" + path + "'",
                    e);
        } catch (IOException | InvalidPathException e) {
            throw failure(option, "Unable to load paramfile " + value + ": " + e.getMessage(), e);
        }
    }

    private static ParameterMistake failure(String option, String said, Exception cause) {
        return new ParameterMistake(option, said, "", cause);
    }
}
