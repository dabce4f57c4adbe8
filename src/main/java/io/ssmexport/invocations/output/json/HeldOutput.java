package io.ssmexport.invocations.output.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes bytes on, or holds them so that parts of them can be put in order before they go. */
public final class HeldOutput extends OutputStream {

    private static final int SMALLEST = 1 << 16;

    private final OutputStream out;
    private byte[] held = new byte[SMALLEST];
    private byte[] scratch = new byte[SMALLEST];
    private int length;
    private boolean holding;

    public HeldOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (!holding) {
            out.write(bytes, offset, count);
            return;
        }
        if (held.length < length + count) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, length + count));
        }
        System.arraycopy(bytes, offset, held, length, count);
        length += count;
    }

    @Override
    public void flush() throws IOException {
        if (!holding) {
            out.flush();
        }
    }

    /** From now on nothing is passed on. */
    void hold() {
        holding = true;
        length = 0;
    }

    /** Bytes that are held. */
    int length() {
        return length;
    }

    /** Passes on what is held, and all that follows. */
    void release() throws IOException {
        holding = false;
        out.write(held, 0, length);
    }

    /**
     * Puts the members of a structure, which are the last bytes that are held, in order. What separates them, which is the
     * same everywhere, stays where it is.
     *
     * @param first where the first of them starts
     * @param starts of each member in the order that is wanted, or -1 if it is absent
     * @param ends of each
     * @param separator position of one separator
     * @param separatorLength 0 if there is only one member
     */
    void arrange(int first, int[] starts, int[] ends, int separator, int separatorLength) {
        if (scratch.length < length - first) {
            scratch = new byte[held.length];
        }
        int arranged = 0;
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] >= 0) {
                if (arranged > 0) {
                    System.arraycopy(held, separator, scratch, arranged, separatorLength);
                    arranged += separatorLength;
                }
                System.arraycopy(held, starts[i], scratch, arranged, ends[i] - starts[i]);
                arranged += ends[i] - starts[i];
            }
        }
        System.arraycopy(scratch, 0, held, first, arranged);
        length = first + arranged;
    }
}
