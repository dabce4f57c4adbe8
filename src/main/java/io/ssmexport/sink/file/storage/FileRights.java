package io.ssmexport.sink.file.storage;

import io.ssmexport.disk.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the files of a destination: who was named or else, as long as there are files, whoever may read those.
 *
 * @param named mode that was asked for, or null
 * @param first mode of the first files, or null to leave it to the umask
 */
public record FileRights(@Nullable FileMode named, @Nullable FileMode first) {

    /** Of files with what commands printed: for their owner alone, unless others are named. */
    public static FileRights ofOutputs(@Nullable FileMode named) {
        return new FileRights(named, FileMode.PRIVATE);
    }

    /** Of other files. */
    public static FileRights ofOthers(@Nullable FileMode named) {
        return new FileRights(named, null);
    }

    /** Work on the file system. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Does something that a file system may refuse, because it knows no rights, unless somebody relies on it. */
    void set(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            if (named != null) {
                throw e;
            }
        }
    }

    /** Mode of a new file; null to leave it to the umask. */
    @Nullable
    FileMode mode(Optional<Path> like, @Nullable FileMode otherwise) throws IOException {
        if (named != null) {
            return named;
        }
        return like.isPresent() ? FileMode.of(like.get()).orElse(null) : otherwise;
    }
}
