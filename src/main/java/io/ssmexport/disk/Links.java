package io.ssmexport.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Symbolic links: one that a user names is written through, one in a directory where others may write is not followed. */
public final class Links {

    private Links() {}

    /**
     * What a path names, so that replacing it replaces what a link leads to and not the link.
     *
     * @throws FileSystemException if it is a link that leads nowhere
     */
    public static Path target(Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "is a link to " + Files.readSymbolicLink(path)
                            + ", which isn't there; make that, or remove the link");
        }
    }

    /**
     * Checks that a path is followed nowhere.
     *
     * @throws FileSystemException if it is a link
     */
    public static void requireNone(Path path) throws FileSystemException {
        if (Files.isSymbolicLink(path)) {
            throw new FileSystemException(path.toString(), null, "is a symbolic link, which isn't followed; remove it");
        }
    }
}
