package io.ssmexport.simulator.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the framing off an aws-chunked body: chunks, each with its length, then trailers. */
final class ChunkedInput extends FilterInputStream {

    private static final int LONGEST_LINE = 8192;
    private static final Pattern UNSIGNED = Pattern.compile("([0-9a-fA-F]{1,8})");
    private static final Pattern SIGNED = Pattern.compile("([0-9a-fA-F]{1,8});chunk-signature=[0-9a-f]{64}");

    private final Pattern header;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private long left;
    private boolean first = true;
    private boolean ended;

    /** The framing isn't what S3 asks for. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    ChunkedInput(InputStream framed, boolean signed) {
        super(framed);
        this.header = signed ? SIGNED : UNSIGNED;
    }

    /** What came after the last chunk, names in lower case; whole at the end of the stream. */
    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new Malformed("the body ends inside a chunk");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new Malformed("a chunk is longer than it says");
        }
        first = false;
        Matcher size = header.matcher(line());
        if (!size.matches()) {
            throw new Malformed("a chunk has no length, or no signature");
        }
        left = Long.parseLong(size.group(1), 16);
        if (left == 0) {
            ended = true;
            readTrailers();
        }
    }

    private void readTrailers() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] nameAndValue = line.split(":", 2);
            if (nameAndValue.length < 2) {
                throw new Malformed("a trailer has no value");
            }
            trailers.put(nameAndValue[0].strip().toLowerCase(Locale.ROOT), nameAndValue[1].strip());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() == LONGEST_LINE) {
                throw new Malformed("the body ends inside its framing");
            }
            line.append((char) next);
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new Malformed("a line doesn't end in CRLF");
        }
        return line.substring(0, line.length() - 1);
    }
}
