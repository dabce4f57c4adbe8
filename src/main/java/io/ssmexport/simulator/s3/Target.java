package io.ssmexport.simulator.s3;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a request's address names.
 *
 * @param bucket empty if none
 * @param key empty if none
 */
record Target(String bucket, String key, Map<String, String> query) {

    /**
     * The bucket is the start of the host's name if there is one of that name, else of the path.
     *
     * @param host with or without a port
     */
    static Target of(String host, URI uri, Predicate<String> isBucket) {
        String path = uri.getRawPath().substring(1);
        int dot = host.indexOf('.');
        if (dot > 0 && isBucket.test(host.substring(0, dot))) {
            return new Target(host.substring(0, dot), decode(path), query(uri));
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new Target(decode(path), "", query(uri))
                : new Target(decode(path.substring(0, slash)), decode(path.substring(slash + 1)), query(uri));
    }

    Operation.On on() {
        if (!key.isEmpty()) {
            return Operation.On.OBJECT;
        }
        return bucket.isEmpty() ? Operation.On.SERVICE : Operation.On.BUCKET;
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(decode(nameAndValue[0]), nameAndValue.length == 2 ? decode(nameAndValue[1]) : "");
            }
        }
        return query;
    }

    private static String decode(String text) {
        // A plus is one, here: only forms write a space that way.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
