package io.ssmexport.sink.file.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes to send, which can be read again when that fails. */
interface Content {

    long length();

    /** A stretch of them, from its beginning. */
    InputStream open(long from, long length) throws IOException;

    static Content of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open(long from, long length) {
                return new ByteArrayInputStream(bytes, (int) from, (int) length);
            }
        };
    }

    /** Of a file that nobody changes meanwhile. */
    static Content of(Path file) throws IOException {
        long length = Files.size(file);
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open(long from, long length) throws IOException {
                FileChannel channel = FileChannel.open(file);
                return new Stretch(Channels.newInputStream(channel.position(from)), length);
            }
        };
    }

    /** For the SDK. */
    default RequestBody body(long from, long length) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return open(from, length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                length,
                "application/octet-stream");
    }

    /** As {@code Content-MD5} has it. */
    default String md5(long from, long length) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(from, length), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return Base64.getEncoder().encodeToString(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
