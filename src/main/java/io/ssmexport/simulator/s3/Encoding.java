package io.ssmexport.simulator.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How keys are written in a list: as they are, or as in an address, so that XML can hold them all. */
record Encoding(boolean url) {

    static Encoding of(Call call) throws S3Error {
        Optional<String> type = call.parameter("encoding-type");
        if (type.isPresent() && !type.get().equals("url")) {
            throw S3Error.invalidArgument("encoding-type", type.get(), "Invalid Encoding Method specified in Request");
        }
        return new Encoding(type.isPresent());
    }

    String of(String key) {
        return url ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/") : key;
    }

    /** What the list says of it; empty if it says nothing. */
    Optional<String> name() {
        return url ? Optional.of("url") : Optional.empty();
    }
}
