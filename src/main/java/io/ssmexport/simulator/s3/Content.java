package io.ssmexport.simulator.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of an object or a part: in memory if they are few, else in a file that goes when nobody holds them any more. */
abstract sealed class Content {

    abstract long size();

    /** From an offset on. */
    abstract InputStream open(long offset) throws IOException;

    /** Writes so many bytes from an offset on. */
    void copy(long offset, long bytes, OutputStream to) throws IOException {
        byte[] buffer = new byte[65536];
        try (InputStream from = open(offset)) {
            long left = bytes;
            while (left > 0) {
                int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("content ends " + left + " bytes too early");
                }
                to.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    static Content of(byte[] bytes) {
        return new InMemory(bytes.clone());
    }

    /** In a file that the spill removes some time after the last reference to this. */
    static Content of(Path file) throws IOException {
        return new InFile(file, Files.size(file));
    }

    private static final class InMemory extends Content {

        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        long size() {
            return bytes.length;
        }

        @Override
        InputStream open(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }

    private static final class InFile extends Content {

        private final Path file;
        private final long size;

        InFile(Path file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        long size() {
            return size;
        }

        @Override
        InputStream open(long offset) throws IOException {
            InputStream stream = Files.newInputStream(file);
            stream.skipNBytes(offset);
            return stream;
        }
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(0, size(), bytes);
        return bytes.toByteArray();
    }
}
