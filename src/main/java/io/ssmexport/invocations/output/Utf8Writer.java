package io.ssmexport.invocations.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Writes whole texts in UTF-8. Java's own writer goes through characters, which takes longer than all else where tables are
 * wide: theirs is gigabytes of blanks.
 */
public final class Utf8Writer extends Writer {

    private static final int BUFFER = 1 << 16;

    private final OutputStream out;

    public Utf8Writer(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    @Override
    public void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int start, int length) throws IOException {
        write(String.valueOf(text, start, length));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
