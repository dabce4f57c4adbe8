package io.ssmexport.simulator.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of an object that was asked for; what isn't a single range of bytes is overlooked, as by S3. */
record ByteRange(long first, long last) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static Optional<ByteRange> of(Optional<String> header, long size) throws S3Error {
        Matcher range = RANGE.matcher(header.orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(range.group(2)));
            return Optional.of(requireWithin(new ByteRange(size - length, size - 1), size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (!range.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        return Optional.of(requireWithin(new ByteRange(first, Math.min(last, size - 1)), size));
    }

    long length() {
        return last - first + 1;
    }

    private static ByteRange requireWithin(ByteRange range, long size) throws S3Error {
        if (range.first >= size || range.length() == 0) {
            throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return range;
    }
}
