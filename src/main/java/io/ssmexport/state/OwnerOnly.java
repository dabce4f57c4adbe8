package io.ssmexport.state;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rights that a state gives to nobody but its owner, where file systems know such rights. */
final class OwnerOnly {

    private static final boolean KNOWN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** To make directories with. */
    static FileAttribute<?>[] directory() {
        return attributes(OF_DIRECTORY);
    }

    /** To make files with. */
    static FileAttribute<?>[] file() {
        return attributes(OF_FILE);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> rights) {
        return KNOWN ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    /** Takes the rights of others from a directory and the files in it, which an older version or another umask gave. */
    static void tighten(Path directory) throws IOException {
        if (!KNOWN) {
            return;
        }
        set(directory, OF_DIRECTORY);
        for (Path file : files(directory)) {
            set(file, OF_FILE);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private static void set(Path path, Set<PosixFilePermission> rights) {
        try {
            if (!Files.getPosixFilePermissions(path).equals(rights)) {
                Files.setPosixFilePermissions(path, rights);
            }
        } catch (IOException notOursToChange) {
            // Or a file system without rights, such as FAT; whether the state can be used shows when it is.
        }
    }
}
