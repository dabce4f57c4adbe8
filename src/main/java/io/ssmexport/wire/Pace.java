package io.ssmexport.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that must come at a pace at which it ends some day. The time limit of a read is that of one byte, which a sender of a
 * byte a second never exceeds.
 */
final class Pace extends FilterInputStream {

    /** Before which any pace will do. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What the slowest link has, of GPRS. */
    static final int LEAST_BYTES_PER_SECOND = 1024;

    private final LongSupplier nanos;
    private final long start;
    private long came;

    /**
     * A pace that begins now.
     *
     * @param nanos monotonic time
     */
    Pace(InputStream body, LongSupplier nanos) {
        super(body);
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        return kept(super.read(), 1);
    }

    /** @throws AnswerLimitException if what came so far came too slowly */
    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = super.read(bytes, offset, count);
        return kept(read, read);
    }

    private int kept(int read, int bytes) {
        if (read >= 0) {
            came += bytes;
            Duration took = Duration.ofNanos(nanos.getAsLong() - start);
            if (took.compareTo(PATIENCE) > 0 && came < took.toSeconds() * LEAST_BYTES_PER_SECOND) {
                AnswerLimit.abort(in);
                throw AnswerLimitException.slow(came, took);
            }
        }
        return read;
    }
}
