package io.ssmexport.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.function.Consumer;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A file that tells when it can't be written. */
final class WatchedChannel extends FileBaseDefault {

    private final FileChannel file;
    private final Consumer<IOException> failed;

    private interface Writing<T> {
        T run() throws IOException;
    }

    WatchedChannel(FileChannel file, Consumer<IOException> failed) {
        this.file = file;
        this.failed = failed;
    }

    private <T> T watched(Writing<T> writing) throws IOException {
        try {
            return writing.run();
        } catch (IOException e) {
            failed.accept(e);
            throw e;
        }
    }

    /** The file that is watched locks for itself, as {@link #write} does. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int write(ByteBuffer source, long position) throws IOException {
        return watched(() -> file.write(source, position));
    }

    @Override
    public void force(boolean metaData) throws IOException {
        watched(() -> {
            file.force(metaData);
            return true;
        });
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        watched(() -> file.truncate(size));
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
