package io.ssmexport.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Buffered output to a file, made or emptied first. Closing forces it to the disk and checks its size. A link in place of the
 * file isn't followed.
 */
public final class SyncedOutput extends OutputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long written;

    public SyncedOutput(Path path) throws IOException {
        Links.requireNone(path);
        this.path = path;
        this.channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes a file that holds these bytes and no others. */
    public static void write(Path path, byte[] bytes) throws IOException {
        try (SyncedOutput out = new SyncedOutput(path)) {
            out.write(bytes);
        }
    }

    /** Number of bytes handed over so far. */
    public long position() {
        return written + buffer.position();
    }

    @Override
    public void write(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, part);
            done += part;
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        } finally {
            // After an error the file is thrown away: what is still buffered must not make room for a second one.
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            flush();
            channel.force(true);
            if (channel.size() != written) {
                throw new IOException(path + " must have " + written + " bytes but has " + channel.size());
            }
        }
    }
}
