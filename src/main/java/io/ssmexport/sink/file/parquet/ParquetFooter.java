package io.ssmexport.sink.file.parquet;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Column;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.FileColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The end of a Parquet file: the footer, its length in four bytes, and {@code PAR1}. */
final class ParquetFooter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

    private ParquetFooter() {}

    /**
     * Reads the footer of one of our files.
     *
     * @throws DamagedFileException if it is no Parquet file
     * @throws Failure of kind USAGE if somebody else wrote it, or it has the columns of a newer version
     */
    static FileMetaData read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(file, channel);
        }
    }

    static FileMetaData read(Path file, FileChannel channel) throws IOException {
        byte[] footer = footer(channel);
        if (footer == null) {
            throw new DamagedFileException(file + " is no Parquet file", null);
        }
        try (InputStream in = new ByteArrayInputStream(footer)) {
            FileMetaData metadata = parsed(file, in);
            requireOurs(file, metadata);
            return metadata;
        }
    }

    /**
     * Sorts what parquet-java writes in the order of hash tables (encodings are enum constants there, whose hash differs from
     * JVM to JVM), so that the same rows give the same bytes.
     *
     * @return the footer that is on the disk now
     */
    static FileMetaData putInOrder(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileMetaData metadata = read(file, channel);
            for (RowGroup rowGroup : metadata.getRow_groups()) {
                rowGroup.getColumns()
                        .forEach(
                                column -> Collections.sort(column.getMeta_data().getEncodings()));
            }
            metadata.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
            write(channel, metadata);
            return metadata;
        }
    }

    private static void write(FileChannel channel, FileMetaData metadata) throws IOException {
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, footer);
        int oldLength = length(bytes(channel, channel.size() - TAIL_BYTES, TAIL_BYTES));
        ByteBuffer end = ByteBuffer.allocate(footer.size() + TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        end.put(footer.toByteArray()).putInt(footer.size()).put(MAGIC).flip();
        channel.position(channel.size() - TAIL_BYTES - oldLength);
        while (end.hasRemaining()) {
            channel.write(end);
        }
        channel.truncate(channel.position());
        channel.force(true);
    }

    private static FileMetaData parsed(Path file, InputStream in) throws IOException {
        try {
            return Util.readFileMetaData(in);
        } catch (IOException e) {
            throw new DamagedFileException(file + " is damaged", e);
        }
    }

    private static byte @Nullable [] footer(FileChannel channel) throws IOException {
        long tailAt = channel.size() - TAIL_BYTES;
        if (tailAt < MAGIC.length) {
            return null;
        }
        byte[] tail = bytes(channel, tailAt, TAIL_BYTES);
        int length = length(tail);
        if (!Arrays.equals(tail, Integer.BYTES, TAIL_BYTES, MAGIC, 0, MAGIC.length)
                || length < 0
                || length > tailAt - MAGIC.length) {
            return null;
        }
        return bytes(channel, tailAt - length, length);
    }

    private static int length(byte[] tail) {
        return ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return bytes.array();
    }

    /** What the file says about itself. */
    static Map<String, String> facts(FileMetaData metadata) {
        Map<String, String> facts = new HashMap<>();
        if (metadata.isSetKey_value_metadata()) {
            metadata.getKey_value_metadata().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
        }
        return facts;
    }

    private static void requireOurs(Path file, FileMetaData metadata) {
        String version = facts(metadata).get(RowSchema.CONTRACT_VERSION);
        if (version == null || !version.matches("[0-9]{1,9}")) {
            throw FileColumns.unknown(file, "was not written by ssm-export");
        }
        if (Integer.parseInt(version) > Column.CONTRACT_VERSION) {
            throw FileColumns.foreign(
                    file,
                    String.format(
                            Locale.ROOT,
                            "has the columns of version %s, and this ssm-export knows them up to version %d; use the newer one",
                            version,
                            Column.CONTRACT_VERSION));
        }
    }
}
