package io.ssmexport.report;

import static io.ssmexport.failure.Failure.Kind.USAGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.file.disk.Directories;
import io.ssmexport.sink.file.disk.SyncedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file that is replaced as a whole: a reader sees the old text or the new one.
 *
 * @param option that names it
 */
record ReportFile(String option, Path path) {

    static ReportFile of(String option, String path) {
        return new ReportFile(option, Path.of(path).toAbsolutePath().normalize());
    }

    /**
     * Checks before a run that the file can be written after it.
     *
     * @throws Failure of kind USAGE if not
     */
    void check() {
        if (Files.isDirectory(path)) {
            throw unusable("is a directory; name a file in it");
        }
        if (!Files.isDirectory(directory())) {
            throw unusable("can't be written because there is no directory " + directory() + "; make it");
        }
        if (!Files.isWritable(directory())) {
            throw unusable("can't be written because the directory isn't writable for this user");
        }
    }

    /** @throws Failure of kind INCOMPLETE if it can't be written; the old text then stays */
    void replace(String text) {
        // Neither *.json nor *.prom: node_exporter reads every *.prom that it finds.
        Path temporary = directory().resolve("." + path.getFileName() + ".tmp");
        try {
            try (SyncedOutput out = new SyncedOutput(temporary)) {
                out.write(text.getBytes(UTF_8));
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(directory());
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    "[" + option + "] " + path + " can't be written (" + e + "); the export itself is as told above",
                    e);
        }
    }

    private Failure unusable(String why) {
        return new Failure(USAGE, "[" + option + "] " + path + " " + why);
    }

    private Path directory() {
        return Objects.requireNonNull(path.getParent(), "an absolute file has a directory");
    }
}
