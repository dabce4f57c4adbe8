package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where contents go that are too big for memory: a folder that is made when it is needed, and removed at the end. */
final class Spill implements AutoCloseable {

    private static final int IN_MEMORY = 16 * 1024;

    private final Cleaner cleaner = Cleaner.create();
    private final AtomicLong files = new AtomicLong();
    private final Path below;
    private @Nullable Path folder;

    Spill(Path below) {
        this.below = below;
    }

    Content keep(InputStream from) throws IOException {
        byte[] start = from.readNBytes(IN_MEMORY);
        if (start.length < IN_MEMORY) {
            return Content.of(start);
        }
        Path file = folder().resolve(Long.toString(files.incrementAndGet()));
        try (OutputStream to = Files.newOutputStream(file)) {
            to.write(start);
            from.transferTo(to);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        Content content = Content.of(file);
        cleaner.register(content, () -> delete(file));
        return content;
    }

    private synchronized Path folder() throws IOException {
        Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory(below, "s3-simulator");
            folder = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        Path made = folder;
        if (made == null) {
            return;
        }
        try (Stream<Path> left = Files.list(made)) {
            left.forEach(Spill::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(made);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
