package io.ssmexport.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the program says, in UTF-8. A line is one line of {@link VisibleText}, wherever its parts came from; what is
 * printed in other ways is the program's own and goes out as it is.
 */
final class Lines extends PrintWriter {

    Lines(OutputStream out) {
        super(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    static Lines toStandardOutput() {
        return new Lines(new FileOutputStream(FileDescriptor.out));
    }

    static Lines toStandardError() {
        return new Lines(new FileOutputStream(FileDescriptor.err));
    }

    @Override
    public void println(@Nullable String line) {
        super.println(VisibleText.of(String.valueOf(line)));
    }

    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }
}
