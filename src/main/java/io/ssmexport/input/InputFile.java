package io.ssmexport.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Reads a text file that a user names. */
public final class InputFile {

    /** 1 MiB; a job of a thousand roles has a tenth of that. */
    static final int MOST_BYTES = 1 << 20;

    private InputFile() {}

    /**
     * The file's text. What isn't a file is read below {@code /dev} alone, where the shell's pipes are: another pipe may have
     * no writer, for ever.
     *
     * @throws UnusableFileException if it isn't a text of at most 1 MiB
     * @throws IOException as of {@link Files#newInputStream}
     */
    public static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnusableFileException("must be a file but is a directory", 0);
        }
        if (Files.exists(file) && !Files.isRegularFile(file) && !file.startsWith("/dev")) {
            throw new UnusableFileException("must be a file but is a pipe or a device", 0);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableFileException("must be at most " + (MOST_BYTES >> 20) + " MiB but is larger", 0);
            }
            return text(bytes);
        }
    }

    private static String text(byte[] bytes) throws UnusableFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            throw new UnusableFileException(
                    "must be UTF-8 but has the byte 0x" + HexFormat.of().toHexDigits(bytes[at]), line(out.flip()));
        }
        return out.flip().toString();
    }

    private static int line(CharBuffer before) {
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }
}
