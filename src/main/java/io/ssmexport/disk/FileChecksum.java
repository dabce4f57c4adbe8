package io.ssmexport.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** CRC-32C of files. */
public final class FileChecksum {

    private FileChecksum() {}

    /** Eight hexadecimal digits, as in {@code e3069283}. */
    public static String crc32c(Path file) throws IOException {
        return HexFormat.of().toHexDigits((int) crc32c(file, Files.size(file)));
    }

    /** Checksum of the file's first {@code length} bytes. */
    public static long crc32c(Path file, long length) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException(file + " ends " + left + " bytes early");
                }
                checksum.update(buffer, 0, count);
                left -= count;
            }
        }
        return checksum.getValue();
    }
}
