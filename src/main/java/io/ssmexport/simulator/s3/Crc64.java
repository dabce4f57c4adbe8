package io.ssmexport.simulator.s3;

import java.util.zip.Checksum;

/** CRC-64/NVME, the AWS CLI's checksum when nothing else is asked for. */
final class Crc64 implements Checksum {

    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L; // 0xad93d23594c93659, bits reversed.
    private static final long[] TABLE = table();

    private long register = -1;

    private static long[] table() {
        long[] table = new long[256];
        for (int index = 0; index < table.length; index++) {
            long value = index;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value & 1) == 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
            }
            table[index] = value;
        }
        return table;
    }

    @Override
    public void update(int b) {
        register = TABLE[(int) (register ^ b) & 0xff] ^ (register >>> Byte.SIZE);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int index = offset; index < offset + length; index++) {
            update(bytes[index]);
        }
    }

    @Override
    public long getValue() {
        return ~register;
    }

    @Override
    public void reset() {
        register = -1;
    }
}
