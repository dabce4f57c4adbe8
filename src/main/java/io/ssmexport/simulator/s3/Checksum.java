package io.ssmexport.simulator.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Checksums that S3 verifies; each counts up the bytes of one body. */
enum Checksum {
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256;

    /** Name of the header, or of the trailer, in lower case. */
    String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Name of the element in XML. */
    String element() {
        return "Checksum" + name();
    }

    /** Counts bytes, and says the value as the header has it. */
    interface Count {
        void update(byte[] bytes, int offset, int length);

        String value();
    }

    Count count() {
        return switch (this) {
            case CRC32 -> ofCrc(new CRC32(), 4);
            case CRC32C -> ofCrc(new CRC32C(), 4);
            case CRC64NVME -> ofCrc(new Crc64(), 8);
            case SHA1 -> ofDigest("SHA-1");
            case SHA256 -> ofDigest("SHA-256");
        };
    }

    private static Count ofCrc(java.util.zip.Checksum crc, int bytes) {
        return new Count() {
            @Override
            public void update(byte[] update, int offset, int length) {
                crc.update(update, offset, length);
            }

            @Override
            public String value() {
                byte[] value =
                        ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
                return Base64.getEncoder().encodeToString(Arrays.copyOfRange(value, Long.BYTES - bytes, Long.BYTES));
            }
        };
    }

    private static Count ofDigest(String algorithm) {
        MessageDigest digest = digest(algorithm);
        return new Count() {
            @Override
            public void update(byte[] update, int offset, int length) {
                digest.update(update, offset, length);
            }

            @Override
            public String value() {
                return Base64.getEncoder().encodeToString(digest.digest());
            }
        };
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
