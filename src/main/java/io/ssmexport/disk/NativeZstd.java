package io.ssmexport.disk;

import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Zstandard's native library. Its jar unpacks it into a directory, loads it and deletes it, which a host may not let it do
 * where temporary files go: read-only, full, or mounted {@code noexec}.
 */
public final class NativeZstd {

    private NativeZstd() {}

    /**
     * Loads the library through the first of these directories in which that works, unless it is loaded.
     *
     * @throws IOException if it works in none of them, with the reasons
     */
    public static synchronized void load(List<Path> directories) throws IOException {
        if (Native.isLoaded()) {
            return;
        }
        List<String> refusals = new ArrayList<>();
        for (Path directory : directories) {
            try {
                Native.load(directory.toFile());
                return;
            } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
                String reason =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                refusals.add(directory + " (" + reason + ")");
            }
        }
        throw new IOException("zstd's native library can't be unpacked and run in " + String.join(", nor in ", refusals)
                + "; set TMPDIR to a directory that is writable and not mounted noexec");
    }
}
