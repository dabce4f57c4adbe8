package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checksum that a multipart upload was begun with.
 *
 * @param whole whether it is of all bytes, or else of the checksums of the parts
 */
record UploadChecksum(Checksum kind, boolean whole) {

    private static final String ALGORITHM = "x-amz-checksum-algorithm";
    private static final String TYPE = "x-amz-checksum-type";

    static Optional<UploadChecksum> of(Call call) throws S3Error {
        Optional<String> algorithm = call.header(ALGORITHM);
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        Checksum kind = Arrays.stream(Checksum.values())
                .filter(checksum -> checksum.name().equals(algorithm.get()))
                .findFirst()
                .orElseThrow(
                        () -> S3Error.badRequest(
                                "InvalidRequest",
                                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
        String type = call.header(TYPE).orElse(kind == Checksum.CRC64NVME ? "FULL_OBJECT" : "COMPOSITE");
        boolean digest = kind == Checksum.SHA1 || kind == Checksum.SHA256;
        if ((digest && type.equals("FULL_OBJECT")) || (kind == Checksum.CRC64NVME && type.equals("COMPOSITE"))) {
            throw S3Error.badRequest(
                    "InvalidRequest",
                    "The " + type + " checksum type cannot be used with the " + kind + " checksum algorithm.");
        }
        return Optional.of(new UploadChecksum(kind, type.equals("FULL_OBJECT")));
    }

    static Optional<UploadChecksum> of(Upload upload) {
        return Optional.ofNullable(upload.headers().get(ALGORITHM))
                .map(Checksum::valueOf)
                .map(kind -> new UploadChecksum(
                        kind, "FULL_OBJECT".equals(upload.headers().get(TYPE))));
    }

    private String type() {
        return whole ? "FULL_OBJECT" : "COMPOSITE";
    }

    Map<String, String> headers() {
        return Map.of(ALGORITHM, kind.name(), TYPE, type());
    }

    void requirePart(Map<String, String> given) throws S3Error {
        if (!given.containsKey(kind.header())) {
            throw S3Error.badRequest(
                    "InvalidRequest",
                    "Checksum Type mismatch occurred, expected checksum Type: " + kind + ", actual checksum Type: "
                            + given.keySet().stream().findFirst().orElse("null"));
        }
    }

    /**
     * @param asked what the completion says of a part
     * @param stored checksums of that part
     */
    void requireInCompletion(int number, Map<String, String> asked, Map<String, String> stored) throws S3Error {
        String said = asked.getOrDefault(kind.element(), "");
        if (said.isEmpty() && !whole) {
            throw S3Error.badRequest(
                    "InvalidRequest",
                    "The upload was created using a " + kind
                            + " checksum. The complete request must include the checksum for each part. It was missing for part "
                            + number + " in the request.");
        }
        if (!said.isEmpty() && !said.equals(stored.get(kind.header()))) {
            throw S3Error.badRequest("InvalidPart", "The checksum of part " + number + " does not match.");
        }
    }

    Map<String, String> ofWhole(Call call, Content content, List<Upload.Part> parts) throws IOException, S3Error {
        String value = whole ? ofBytes(content) : ofParts(parts);
        String said = call.header(kind.header()).orElse(value);
        if (!said.equals(value)) {
            throw S3Error.badRequest(
                    "BadDigest", "The " + kind + " you specified did not match the calculated checksum.");
        }
        return Map.of(kind.header(), value, TYPE, type());
    }

    private String ofBytes(Content content) throws IOException {
        Checksum.Count count = kind.count();
        byte[] buffer = new byte[65536];
        try (InputStream bytes = content.open(0)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                count.update(buffer, 0, read);
            }
        }
        return count.value();
    }

    private String ofParts(List<Upload.Part> parts) {
        Checksum.Count count = kind.count();
        for (Upload.Part part : parts) {
            byte[] value = Base64.getDecoder().decode(part.headers().getOrDefault(kind.header(), ""));
            count.update(value, 0, value.length);
        }
        return count.value() + "-" + parts.size();
    }
}
