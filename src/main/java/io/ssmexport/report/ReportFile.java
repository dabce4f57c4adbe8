package io.ssmexport.report;

import static io.ssmexport.failure.Failure.Kind.USAGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.FileMode;
import io.ssmexport.disk.Links;
import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced as a whole: a reader sees the old text or the new one. Of a link what it leads to is replaced.
 *
 * @param option that names it
 */
public record ReportFile(String option, Path path) {

    public static ReportFile of(String option, String path) {
        return new ReportFile(option, Path.of(path).toAbsolutePath().normalize());
    }

    /**
     * Checks before a run that the file can be written after it.
     *
     * @throws Failure of kind USAGE if not
     */
    public void check() {
        Path file = target();
        Path directory = directory(file);
        if (Files.isDirectory(file)) {
            throw unusable("is a directory; name a file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unusable("is no file that can be replaced; name one");
        }
        if (!Files.isDirectory(directory)) {
            throw unusable("can't be written because there is no directory " + directory + "; make it");
        }
        if (!Files.isWritable(directory)) {
            throw unusable("can't be written because the directory isn't writable for this user");
        }
    }

    private Path target() {
        try {
            return Links.target(path);
        } catch (FileSystemException e) {
            throw unusable(String.valueOf(e.getReason()));
        } catch (IOException e) {
            throw unusable("can't be written (" + e + ")");
        }
    }

    /** @throws Failure of kind INCOMPLETE if it can't be written; the old text then stays */
    void replace(String text) {
        replace(text, temporary -> {});
    }

    /**
     * As {@link #replace(String)}, of a file that not everybody may read.
     *
     * @param named who may read it; null for those who may read the file that is there
     * @param first who may if none is there
     */
    public void replace(String text, @Nullable FileMode named, FileMode first) {
        replace(text, temporary -> {
            Path file = target();
            FileMode mode = named != null
                    ? named
                    : Files.exists(file) ? FileMode.of(file).orElse(first) : first;
            Files.createFile(temporary, FileMode.PRIVATE.fileAttributes());
            mode.setOnFile(temporary);
        });
    }

    private interface Making {
        void make(Path temporary) throws IOException;
    }

    private void replace(String text, Making making) {
        Path file = target();
        // Neither *.json nor *.prom: node_exporter reads every *.prom that it finds.
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            // Of a killed run, or a link that somebody put there.
            Files.deleteIfExists(temporary);
            making.make(temporary);
            SyncedOutput.write(temporary, text.getBytes(UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(directory(file));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.at(option, path + " can't be written (" + e + ")")
                            .withRemedy("the export itself is as told above"),
                    e);
        }
    }

    private Failure unusable(String why) {
        return new Failure(USAGE, Problem.at(option, path + " " + why));
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.getParent(), "an absolute file has a directory");
    }
}
