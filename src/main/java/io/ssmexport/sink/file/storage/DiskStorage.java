package io.ssmexport.sink.file.storage;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileMode;
import io.ssmexport.disk.Links;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory. Its guarded part, in which files grow and what was staged waits, is for the owner alone, and no link in it is
 * followed: whoever may write to a destination must not choose what is deleted.
 */
public final class DiskStorage implements Storage {

    private static final char SEPARATOR = '/';

    private final Path root;
    private final String guarded;
    private final FileRights rights;

    private volatile @Nullable FileMode mode;

    /**
     * Storage in a directory, which is made when it is needed.
     *
     * @param guarded name of the directory in which files grow
     */
    public DiskStorage(Path root, String guarded, FileRights rights) {
        this.root = root;
        this.guarded = guarded;
        this.rights = rights;
        this.mode = rights.named() == null ? rights.first() : rights.named();
    }

    @Override
    public void inspect(String directory) throws IOException {
        requireNoLink(directory);
        Workplace.inspect(root.resolve(directory));
    }

    @Override
    public void prepare(String directory, @Nullable StoredFile like) throws IOException {
        requireNoLink(directory);
        mode = rights.mode(Optional.ofNullable(like).map(file -> root.resolve(file.name())), mode);
        make(root);
        Workplace.check(root.resolve(directory));
    }

    /** With the rights that its files get. */
    private void make(Path directory) throws IOException {
        FileMode mode = this.mode;
        if (Files.isDirectory(directory)) {
            return;
        }
        if (mode == null) {
            Directories.create(directory);
        } else {
            Directories.create(directory, mode.directoryAttributes());
            rights.set(() -> mode.setOnDirectory(directory));
        }
    }

    private void requireNoLink(String directory) throws IOException {
        for (Path path = root.resolve(directory); !path.equals(root); path = parent(path)) {
            Links.requireNone(path);
        }
    }

    @Override
    public List<StoredFile> list(String prefix) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        int end = prefix.lastIndexOf(SEPARATOR) + 1;
        list(prefix.substring(0, end), prefix.substring(end), files);
        return files;
    }

    /** @param directory its name with the slash at its end, or empty for the root */
    private void list(String directory, String begin, List<StoredFile> files) throws IOException {
        if (isGuardedLink(directory)) {
            return;
        }
        for (Path entry : Directories.list(root.resolve(directory))) {
            String name = String.valueOf(entry.getFileName());
            if (!name.startsWith(begin)) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                list(directory + name + SEPARATOR, "", files);
            } else if (Files.isRegularFile(entry)) {
                find(directory + name).ifPresent(files::add);
            }
        }
    }

    private boolean isGuarded(String name) {
        return name.startsWith(guarded + SEPARATOR);
    }

    private boolean isGuardedLink(String directory) {
        return isGuarded(directory) && Files.isSymbolicLink(root.resolve(directory));
    }

    @Override
    public Optional<StoredFile> find(String name) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(root.resolve(name), BasicFileAttributes.class);
            if (!found.isRegularFile()) {
                throw new FileSystemException(
                        place(name),
                        null,
                        found.isDirectory()
                                ? "is a directory, where a file is needed"
                                : "is no file that can be replaced");
            }
            return Optional.of(
                    new StoredFile(name, found.size(), found.lastModifiedTime().toInstant() + " " + found.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public FileCopy copy(String name) throws IOException {
        Path file = root.resolve(name);
        StoredFile found = find(name).orElseThrow(() -> new NoSuchFileException(file.toString()));
        return new FileCopy(found, file, false);
    }

    @Override
    public boolean isNear() {
        return true;
    }

    @Override
    public Path workplace(String name) throws IOException {
        Path grows = root.resolve(name);
        Links.requireNone(parent(grows));
        Directories.create(parent(grows), FileMode.PRIVATE.directoryAttributes());
        return grows;
    }

    @Override
    public void put(Path grown, String name) throws IOException {
        Path file = root.resolve(name);
        make(parent(file));
        FileMode mode = isGuarded(name) ? null : rights.mode(Optional.of(file).filter(Files::exists), this.mode);
        if (mode != null) {
            rights.set(() -> mode.setOnFile(grown));
        }
        Files.move(grown, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(parent(file));
    }

    /** Looks just before it renames: what locks the destination leaves nobody else who would give the name in between. */
    @Override
    public boolean swap(Path grown, String name, @Nullable StoredFile known) throws IOException {
        boolean isSame = find(name).equals(Optional.ofNullable(known));
        if (isSame) {
            put(grown, name);
        }
        return isSame;
    }

    @Override
    public void delete(List<String> names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(root.resolve(name));
        }
    }

    @Override
    public void deleteIfEmpty(String directory) throws IOException {
        Directories.deleteIfEmpty(root.resolve(directory));
    }

    @Override
    public boolean isOfSeveralJobs() {
        return false;
    }

    @Override
    public Optional<HeldLock> lock(String name, String job, String what, Instant now) {
        return Optional.empty();
    }

    @Override
    public IOException unwritten(IOException said, long waiting) throws IOException {
        return Workplace.unwritten(root, said, waiting);
    }

    @Override
    public String place(String name) {
        return root.resolve(name).toString();
    }

    /** Nothing is open. */
    @Override
    public void close() {}

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a file of a storage is in a directory");
    }
}
