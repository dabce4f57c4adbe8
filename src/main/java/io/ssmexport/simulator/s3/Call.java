package io.ssmexport.simulator.s3;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is one of S3's, by somebody.
 *
 * @param headers names in lower case
 * @param input the body as it comes, framing and all
 */
record Call(
        Operation operation,
        String bucket,
        String key,
        Map<String, String> query,
        Map<String, String> headers,
        Credential credential,
        InputStream input) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** How much a list may hold: 1000 unless the request says less. */
    int most(String parameter) throws S3Error {
        return Math.min(1000, number(parameter, 1000));
    }

    int number(String parameter, int otherwise) throws S3Error {
        String value = query.getOrDefault(parameter, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw S3Error.invalidArgument(
                    parameter, value, "Provided " + parameter + " not an integer or within integer range");
        }
    }

    boolean isFramed() {
        return headers.getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-");
    }

    /** Bytes of the body with its framing, as far as the request says so. */
    long length() {
        return header("content-length").map(Long::parseLong).orElse(0L);
    }
}
