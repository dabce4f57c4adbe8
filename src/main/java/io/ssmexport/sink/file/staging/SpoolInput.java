package io.ssmexport.sink.file.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what {@link SpoolOutput} wrote. */
final class SpoolInput {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    SpoolInput(InputStream in) {
        this.in = in;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == limit) {
                fill(1);
            }
            byte next = buffer[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number must end within ten bytes");
    }

    String text(int length) throws IOException {
        if (length > buffer.length) {
            return longText(length);
        }
        if (length > limit - position) {
            fill(length);
        }
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private String longText(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = limit - position;
        System.arraycopy(buffer, position, bytes, 0, buffered);
        position = limit;
        if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void fill(int wanted) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < wanted) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                throw new EOFException();
            }
            limit += count;
        }
    }
}
