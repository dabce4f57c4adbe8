package io.ssmexport.sink.file.staging;

import java.io.IOException;
import java.io.OutputStream;

/** Numbers of one to ten bytes, and bytes, through a buffer without locks. */
final class SpoolOutput {

    private static final int LONGEST_NUMBER = 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int used;

    SpoolOutput(OutputStream out) {
        this.out = out;
    }

    /** Seven bits a byte, the lowest first: small numbers, not negative ones, are short. */
    void number(long value) throws IOException {
        if (buffer.length - used < LONGEST_NUMBER) {
            flush();
        }
        long left = value;
        while ((left & ~0x7FL) != 0) {
            buffer[used++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        buffer[used++] = (byte) left;
    }

    void bytes(byte[] bytes) throws IOException {
        if (bytes.length > buffer.length - used) {
            flush();
        }
        if (bytes.length > buffer.length) {
            out.write(bytes);
            return;
        }
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    /** Hands on what is buffered. */
    void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
