package io.ssmexport.sink.file.staging;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.ssmexport.disk.FileChecksum;
import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.PluginRow;
import io.ssmexport.row.RowPage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** The file of one chunk: a {@link PartHeader}, the rows as one zstd frame, and the CRC-32C of both in eight bytes. */
final class Part {

    /** Behind the name of a part that isn't whole yet. */
    static final String UNFINISHED = ".tmp";

    /** Name of the file of all slices while it grows: not that of a data file. */
    static final String MERGED = "merged" + UNFINISHED;

    private static final String ENDING = ".part";
    private static final Pattern GROWING =
            Pattern.compile("[0-9]{8}(-[0-9a-f]+)?\\.part\\.tmp|merged(-[0-9a-f]+)?\\.tmp");
    private static final Pattern NAME = Pattern.compile("(?<page>[0-9]{8})(-(?<attempt>[0-9a-f]+))?\\.part");
    private static final int CHECKSUM_BYTES = Long.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Parts live for minutes and are read once: little compression is enough. */
    private static final int ZSTD_LEVEL = 1;

    private Part() {}

    /**
     * For example {@code 00000041-4f0c.part}, of earlier versions {@code 00000041.part}: names sort by page, and no glob of data
     * files matches them.
     *
     * @param attempt at the slice that writes it
     */
    static String name(int firstPage, String attempt) {
        return String.format(Locale.ROOT, "%08d-%s%s", firstPage, attempt, ENDING);
    }

    /** Name of the file of a slice while it grows. */
    static String merged(String attempt) {
        return "merged-" + attempt + UNFINISHED;
    }

    /** Whether it isn't whole yet, or never will be. */
    static boolean isGrowing(String name) {
        return GROWING.matcher(name).matches();
    }

    static boolean isPart(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it is something that the staging of a slice may hold. */
    static boolean isOurs(String name) {
        return isPart(name) || isGrowing(name);
    }

    static int firstPage(String name) {
        return Integer.parseInt(matched(name).group("page"));
    }

    /** Empty if its name has none. */
    static String attempt(String name) {
        return Optional.ofNullable(matched(name).group("attempt")).orElse("");
    }

    private static Matcher matched(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " must be the name of a part");
        }
        return matcher;
    }

    static void write(Path file, List<RowPage> pages) throws IOException {
        try (SyncedOutput out = new SyncedOutput(file)) {
            CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
            PartHeader.of(pages).write(new DataOutputStream(checked));
            try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(checked, ZSTD_LEVEL)) {
                writeRows(new SpoolOutput(zstd), pages);
                zstd.closeWithoutClosingParentStream();
            }
            new DataOutputStream(out).writeLong(checked.getChecksum().getValue());
        }
    }

    private static void writeRows(SpoolOutput out, List<RowPage> pages) throws IOException {
        RowEncoder encoder = new RowEncoder(out);
        for (RowPage page : pages) {
            for (InvocationRows invocation : page.invocations()) {
                for (PluginRow row : invocation.rows()) {
                    encoder.write(row);
                }
            }
        }
        out.flush();
    }

    /** Header of a part that is whole, or null: cut short, damaged, or of another version. */
    static @Nullable PartHeader check(Path file) throws IOException {
        long checkedBytes = Files.size(file) - CHECKSUM_BYTES;
        if (checkedBytes < 0 || FileChecksum.crc32c(file, checkedBytes) != checksum(file, checkedBytes)) {
            return null;
        }
        try (DataInputStream in = open(file)) {
            return PartHeader.read(in);
        }
    }

    /** Header of a part that was checked before. */
    static PartHeader header(Path file) throws IOException {
        try (DataInputStream in = open(file)) {
            return header(file, in);
        }
    }

    static PartHeader header(Path file, DataInputStream in) throws IOException {
        PartHeader header = PartHeader.read(in);
        if (header == null) {
            throw new IOException(file + " changed while the slice was merged");
        }
        return header;
    }

    static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }

    private static long checksum(Path file, long position) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            return in.readLong();
        }
    }
}
