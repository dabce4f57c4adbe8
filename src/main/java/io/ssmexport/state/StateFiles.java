package io.ssmexport.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;
import org.h2.store.fs.disk.FilePathDisk;
import org.jspecify.annotations.Nullable;

/**
 * The files of embedded databases, as H2 asks for them. A URL of H2 has no way to write a semicolon, what follows one are
 * settings, and other characters and beginnings of a path mean something too; so the directory stands there in hexadecimal
 * digits. Files are made for their owner alone. That one can't be written is remembered, because H2 says later only that
 * the database is closed, or nothing at all.
 *
 * <p>Public because H2 makes the instances.
 */
public final class StateFiles extends FilePathWrapper {

    private static final String SCHEME = "ssm-export";
    private static final HexFormat HEX = HexFormat.of();
    private static final Map<Path, Watch> WATCHED = new ConcurrentHashMap<>();

    private record Watch(Consumer<IOException> told, AtomicReference<@Nullable IOException> reason) {}

    static {
        FilePath.register(new StateFiles());
    }

    /** For H2, which then gives it a name. */
    public StateFiles() {}

    /** What H2 has to call a file. */
    static String name(Path file) {
        Path absolute = file.toAbsolutePath();
        return SCHEME + ":" + HEX.formatHex(String.valueOf(absolute.getParent()).getBytes(UTF_8)) + "/"
                + absolute.getFileName();
    }

    private static Path path(String name) {
        String[] directoryAndFile = name.substring(SCHEME.length() + 1).split("/", 2);
        Path directory = Path.of(new String(HEX.parseHex(directoryAndFile[0]), UTF_8));
        return directoryAndFile.length == 1 ? directory : directory.resolve(directoryAndFile[1]);
    }

    /** Begins anew with what is remembered of a directory, and tells when a file in it can't be written. */
    static void watch(Path directory, Consumer<IOException> unwritable) {
        WATCHED.put(directory, new Watch(unwritable, new AtomicReference<>()));
    }

    /** Why a file in that directory couldn't be written, if that was so. */
    static @Nullable IOException whyUnwritable(Path directory) {
        Watch watch = WATCHED.get(directory);
        return watch == null ? null : watch.reason().get();
    }

    private static void unwritable(@Nullable Path directory, IOException reason) {
        Watch watch = directory == null ? null : WATCHED.get(directory);
        if (watch != null && watch.reason().compareAndSet(null, reason)) {
            watch.told().accept(reason);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected FilePath unwrap(String name) {
        FilePathDisk file = new FilePathDisk();
        file.name = path(name).toString();
        return file;
    }

    @Override
    public @Nullable FilePathWrapper wrap(@Nullable FilePath file) {
        return file == null ? null : getPath(name(Path.of(file.name)));
    }

    /** Names are absolute already; H2 would take a backslash in one for a slash. */
    @Override
    public FilePathWrapper toRealPath() {
        return this;
    }

    /** The directory has no name of its own in its own directory, so that the names of its files begin with its name. */
    @Override
    public FilePath getParent() {
        int file = name.lastIndexOf('/');
        return file < 0 ? super.getParent() : getPath(name.substring(0, file));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Path file = path(name);
        FileChannel channel = FileChannel.open(file, FileUtils.modeToOptions(mode), OwnerOnly.file());
        return new WatchedChannel(channel, reason -> unwritable(file.getParent(), reason));
    }
}
