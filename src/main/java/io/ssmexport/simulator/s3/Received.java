package io.ssmexport.simulator.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a request, held against everything that the request says of it.
 *
 * @param checksums as headers, those that the request gave
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Received(Content content, byte[] md5, Map<String, String> checksums) {

    private static final int MD5_BYTES = 16;

    /** Digests whatever is read. */
    private static final class Digested extends FilterInputStream {

        private final MessageDigest md5 = Checksum.digest("MD5");
        private final MessageDigest sha256 = Checksum.digest("SHA-256");
        private final Map<Checksum, Checksum.Count> counts = new EnumMap<>(Checksum.class);

        Digested(InputStream in, Optional<Checksum> checksum) {
            super(in);
            checksum.ifPresent(kind -> counts.put(kind, kind.count()));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                md5.update(bytes, offset, read);
                sha256.update(bytes, offset, read);
                counts.values().forEach(count -> count.update(bytes, offset, read));
            }
            return read;
        }
    }

    /** A document: its digests are checked, its checksum headers mean something else. */
    static Received document(Call call, Spill spill) throws IOException, S3Error {
        return of(call, spill, Optional.empty());
    }

    static Received data(Call call, Spill spill) throws IOException, S3Error {
        return of(call, spill, checksum(call));
    }

    /** The framing as if it were data, nothing checked. */
    static Received unchecked(Call call, Spill spill) throws IOException {
        Digested digested = new Digested(call.input(), Optional.empty());
        Content content = spill.keep(digested);
        return new Received(content, digested.md5.digest(), Map.of());
    }

    private static Received of(Call call, Spill spill, Optional<Checksum> checksum) throws IOException, S3Error {
        Optional<ChunkedInput> framed = Optional.empty();
        if (call.isFramed()) {
            requireLength(call, "x-amz-decoded-content-length");
            framed = Optional.of(new ChunkedInput(call.input(), isSigned(call)));
        } else {
            requireLength(call, "content-length");
        }
        Digested digested = new Digested(framed.isPresent() ? framed.get() : call.input(), checksum);
        Content content = keep(digested, spill);
        byte[] md5 = digested.md5.digest();
        requireSameLength(call, content);
        requireSameSha256(call, digested.sha256.digest());
        requireSameMd5(call, md5);
        Map<String, String> trailers = framed.map(ChunkedInput::trailers).orElse(Map.of());
        requireAnnounced(call, trailers);
        Map<String, String> checksums = new LinkedHashMap<>();
        for (Map.Entry<Checksum, Checksum.Count> count : digested.counts.entrySet()) {
            String name = count.getKey().header();
            String given = trailers.getOrDefault(name, call.header(name).orElse(""));
            if (!given.equals(count.getValue().value())) {
                throw S3Error.badRequest(
                        "BadDigest", "The " + count.getKey() + " you specified did not match the calculated checksum.");
            }
            checksums.put(name, given);
        }
        return new Received(content, md5, checksums);
    }

    private static Content keep(InputStream body, Spill spill) throws IOException, S3Error {
        try {
            return spill.keep(body);
        } catch (ChunkedInput.Malformed e) {
            throw incomplete("The framing of the body is malformed: " + e.getMessage());
        }
    }

    private static boolean isSigned(Call call) {
        return call.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    }

    /** The one checksum that a request gives or announces. */
    private static Optional<Checksum> checksum(Call call) throws S3Error {
        Optional<Checksum> found = Optional.empty();
        for (Checksum kind : Checksum.values()) {
            boolean given = call.header(kind.header()).isPresent()
                    || call.header("x-amz-trailer")
                            .filter(kind.header()::equals)
                            .isPresent();
            if (given && found.isPresent()) {
                throw S3Error.badRequest(
                        "InvalidRequest",
                        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            }
            found = given ? Optional.of(kind) : found;
        }
        if (found.isEmpty() && call.header("x-amz-sdk-checksum-algorithm").isPresent()) {
            throw S3Error.badRequest(
                    "InvalidRequest",
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        return found;
    }

    private static void requireAnnounced(Call call, Map<String, String> trailers) throws S3Error {
        String announced = call.header("x-amz-trailer").orElse("");
        for (String name : trailers.keySet()) {
            if (!name.equals(announced) && !name.equals("x-amz-trailer-signature")) {
                throw S3Error.badRequest(
                        "MalformedTrailerError", "The request contained trailing data that was not well-formed");
            }
        }
        if (!announced.isEmpty() && !trailers.containsKey(announced)) {
            throw S3Error.badRequest("MalformedTrailerError", "The request lacks the trailer " + announced);
        }
    }

    private static void requireLength(Call call, String header) throws S3Error {
        if (call.header(header).isEmpty()) {
            throw new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
    }

    private static void requireSameLength(Call call, Content content) throws S3Error {
        String header = call.isFramed() ? "x-amz-decoded-content-length" : "content-length";
        if (!call.header(header).orElse("").equals(Long.toString(content.size()))) {
            throw incomplete("You did not provide the number of bytes specified by the " + header + " HTTP header.");
        }
    }

    private static void requireSameSha256(Call call, byte[] sha256) throws S3Error {
        String said = call.header("x-amz-content-sha256").orElse("");
        if (!call.isFramed()
                && !said.equals("UNSIGNED-PAYLOAD")
                && !said.equals(HexFormat.of().formatHex(sha256))) {
            throw S3Error.badRequest(
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static void requireSameMd5(Call call, byte[] md5) throws S3Error {
        Optional<String> said = call.header("content-md5");
        if (said.isEmpty()) {
            return;
        }
        if (!isMd5(said.get())) {
            throw S3Error.badRequest("InvalidDigest", "The Content-MD5 you specified was invalid.");
        }
        if (!said.get().equals(Base64.getEncoder().encodeToString(md5))) {
            throw S3Error.badRequest("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }

    private static boolean isMd5(String text) {
        try {
            return Base64.getDecoder().decode(text).length == MD5_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static S3Error incomplete(String message) {
        return S3Error.badRequest("IncompleteBody", message);
    }
}
