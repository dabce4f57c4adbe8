package io.ssmexport.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * How much is read of an answer. The largest that the service can send, 50 invocations with outputs of 2500 bytes for each of
 * twenty plugins, all of them escaped, has 15 MB.
 */
public final class AnswerLimit {

    private static final long MOST_BYTES = 64L << 20;

    /** Those of some slices are in memory at the same time, each as bytes, as texts and as rows. */
    private static final int SHARE_OF_MEMORY = 16;

    /** Most bytes of an answer. */
    static final int BYTES = (int) Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);

    /** The SDK's own reading takes a multiple of the memory. */
    private static final int BYTES_FOR_SDK = BYTES / 2;

    /** Most bytes of an error, of which more than a line is never told. */
    private static final int BYTES_OF_ERROR = 1 << 20;

    /** Most invocations and plugins of an answer, which as objects take more memory than {@code {}} does. */
    public static final int STRUCTURES = BYTES / 256;

    /** Bytes of answers that may be in memory in each slice before it asks for no further one ahead of its reader. */
    public static final int BYTES_AHEAD = BYTES / 2;

    /** Bytes of answers that may be in memory as the rows of all slices, beside those of the one that needs most. */
    public static final int BYTES_SHARED = 3 * BYTES;

    /** Bytes of answers that may be in memory as the rows of the one slice that needs most, until they are committed. */
    public static final int BYTES_UNCOMMITTED = 4 * BYTES;

    /** Length for which memory is taken before the bytes are there. */
    private static final int BYTES_TRUSTED = 1 << 20;

    private AnswerLimit() {}

    /**
     * Reads the body of a response; in few system calls and without copies, if the service says how long it is.
     *
     * @throws AnswerLimitException if it has more than {@link #BYTES}, or comes too slowly
     */
    static byte[] read(InputStream body, SdkHttpResponse head) throws IOException {
        long length = length(head);
        if (length > BYTES) {
            abort(body);
            throw AnswerLimitException.bytes(BYTES);
        }
        InputStream paced = new Pace(body, System::nanoTime);
        if (length >= 0 && length <= BYTES_TRUSTED) {
            byte[] whole = new byte[(int) length];
            int came = paced.readNBytes(whole, 0, whole.length);
            return came == whole.length ? whole : Arrays.copyOf(whole, came);
        }
        byte[] read = paced.readNBytes(length < 0 ? BYTES : (int) length);
        if (length < 0 && read.length == BYTES && body.read() >= 0) {
            abort(body);
            throw AnswerLimitException.bytes(BYTES);
        }
        return read;
    }

    private static long length(SdkHttpResponse head) {
        try {
            return head.firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    /** A body for the SDK: that of an error ends early, any other fails when it is too long. */
    static InputStream forSdk(InputStream body, SdkHttpResponse head) {
        return new Bounded(body, head.isSuccessful());
    }

    /** Closing reads on to the end, so that the connection can be used again; of an endless body that has none. */
    static void abort(InputStream body) {
        if (body instanceof Abortable connection) {
            connection.abort();
        }
    }

    private static final class Bounded extends FilterInputStream {

        private final boolean isSuccessful;
        private long left;

        Bounded(InputStream body, boolean isSuccessful) {
            super(body);
            this.isSuccessful = isSuccessful;
            this.left = isSuccessful ? BYTES_FOR_SDK : BYTES_OF_ERROR;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (left > 0 || count == 0) {
                int read = super.read(bytes, offset, (int) Math.min(count, left));
                left -= Math.max(0, read);
                return read;
            }
            if (super.read() < 0) {
                return -1;
            }
            abort(in);
            if (isSuccessful) {
                throw AnswerLimitException.bytes(BYTES_FOR_SDK);
            }
            return -1;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
