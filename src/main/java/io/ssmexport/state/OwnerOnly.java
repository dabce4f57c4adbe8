package io.ssmexport.state;

import io.ssmexport.disk.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.stream.Stream;

/** Rights that a state gives to nobody but its owner, where file systems know such rights. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** To make directories with. */
    static FileAttribute<?>[] directory() {
        return FileMode.PRIVATE.directoryAttributes();
    }

    /** To make files with. */
    static FileAttribute<?>[] file() {
        return FileMode.PRIVATE.fileAttributes();
    }

    /** Takes the rights of others from a directory and the files in it, which an older version or another umask gave. */
    static void tighten(Path directory) throws IOException {
        set(() -> FileMode.PRIVATE.setOnDirectory(directory));
        for (Path file : files(directory)) {
            set(() -> FileMode.PRIVATE.setOnFile(file));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void set(Step step) {
        try {
            step.run();
        } catch (IOException notOursToChange) {
            // Or a file system without rights, such as FAT; whether the state can be used shows when it is.
        }
    }
}
