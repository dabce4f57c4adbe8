package io.ssmexport.disk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may read and write files, where file systems know such rights; who may read them may enter their directory, too.
 *
 * @param ofFile without the right to execute
 */
public record FileMode(Set<PosixFilePermission> ofFile) {

    /** For the owner alone: 600, and 700 for directories. */
    public static final FileMode PRIVATE =
            new FileMode(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private static final boolean KNOWN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Pattern OCTAL = Pattern.compile("0?6[0246]{2}");

    private static final Map<PosixFilePermission, PosixFilePermission> ENTER = Map.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    /**
     * Mode of three octal digits, such as {@code 640}.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static FileMode parse(String octal) {
        if (!OCTAL.matcher(octal).matches()) {
            throw new IllegalArgumentException(
                    "must be three octal digits that let the owner read and write and nobody execute, such as 600 or 640");
        }
        int bits = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromTheLeft = PosixFilePermission.values();
        for (int i = 0; i < fromTheLeft.length; i++) {
            if ((bits >> (fromTheLeft.length - 1 - i) & 1) == 1) {
                rights.add(fromTheLeft[i]);
            }
        }
        return new FileMode(Set.copyOf(rights));
    }

    /** That of a file that is there; empty where the file system knows none. */
    public static Optional<FileMode> of(Path file) throws IOException {
        if (!KNOWN) {
            return Optional.empty();
        }
        Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        rights.removeAll(ENTER.values());
        return Optional.of(new FileMode(Set.copyOf(rights)));
    }

    /** Gives it to a file. */
    public void setOnFile(Path file) throws IOException {
        set(file, ofFile);
    }

    /** Gives it to a directory. */
    public void setOnDirectory(Path directory) throws IOException {
        set(directory, ofDirectory());
    }

    /** To make directories with, from which the umask may take more. */
    public FileAttribute<?>[] directoryAttributes() {
        return attributes(ofDirectory());
    }

    /** To make files with, from which the umask may take more. */
    public FileAttribute<?>[] fileAttributes() {
        return attributes(ofFile);
    }

    private Set<PosixFilePermission> ofDirectory() {
        Set<PosixFilePermission> rights = EnumSet.copyOf(ofFile);
        ofFile.forEach(right -> {
            if (ENTER.containsKey(right)) {
                rights.add(ENTER.get(right));
            }
        });
        return rights;
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> rights) {
        return KNOWN ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    private static void set(Path path, Set<PosixFilePermission> rights) throws IOException {
        if (KNOWN && !Files.getPosixFilePermissions(path).equals(rights)) {
            Files.setPosixFilePermissions(path, rights);
        }
    }
}
