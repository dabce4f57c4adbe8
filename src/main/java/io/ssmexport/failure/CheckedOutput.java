package io.ssmexport.failure;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Output that remembers why it couldn't be written: who prints with a {@link java.io.PrintWriter} isn't told. */
public final class CheckedOutput extends FilterOutputStream {

    private @Nullable IOException problem;

    public CheckedOutput(OutputStream out) {
        super(out);
    }

    /** Why it couldn't be written; null if it could, or if whoever reads it has closed it, as in {@code | head}. */
    public @Nullable IOException problem() {
        return problem == null || isClosedPipe(problem) ? null : problem;
    }

    /** Whether nobody reads any more what is written. */
    public static boolean isClosedPipe(IOException problem) {
        return String.valueOf(problem.getMessage()).contains("Broken pipe");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            problem = e;
            throw e;
        }
    }
}
