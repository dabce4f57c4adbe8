package io.ssmexport.job;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveFile;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What is known of a job's destination, read without a lock and without writing anything, also while a run goes on. */
public final class KnownArchive {

    private KnownArchive() {}

    /** What the job's runs have exported; empty if none has begun. */
    public static Optional<Archive> read(ExportOptions options, Map<String, String> variables) {
        return ArchiveFile.read(StateDirectory.of(options.state(), options.name(), variables), destination(options));
    }

    /** The same text for the same place, wherever the command is run. */
    static String destination(ExportOptions options) {
        int colon = options.into().indexOf(':');
        String path = options.into().substring(colon + 1);
        return path.equals("-")
                ? options.into()
                : options.into().substring(0, colon + 1)
                        + Path.of(path).toAbsolutePath().normalize();
    }
}
