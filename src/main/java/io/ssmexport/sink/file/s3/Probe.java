package io.ssmexport.sink.file.s3;

import io.ssmexport.failure.Problem;
import io.ssmexport.sink.file.storage.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tries on an object of its own whether a store lets us write, read and delete, and whether it keeps the conditions. */
record Probe(Bucket bucket, String name) {

    private static final String FIRST = "ssm-export looks whether it can write here\n";
    private static final String SECOND = "ssm-export looks whether conditions are kept\n";

    private static final String ANOTHER = "\"00000000000000000000000000000000\"";

    /** @throws StorageException that says what is missing */
    void run() throws IOException {
        Optional<String> version = bucket.put(name, Content.of(FIRST), Condition.ABSENT);
        try {
            if (version.isEmpty()) {
                throw refused("says that the new object " + bucket.place(name) + " is already there");
            }
            require(bucket.put(name, Content.of(SECOND), Condition.ABSENT).isEmpty(), "If-None-Match");
            require(
                    bucket.put(name, Content.of(SECOND), Condition.still(ANOTHER))
                            .isEmpty(),
                    "If-Match");
            String kept = bucket.text(name).map(Bucket.Text::text).orElse("");
            if (!kept.equals(FIRST)) {
                throw refused("keeps other bytes than it is sent");
            }
        } finally {
            bucket.delete(List.of(name));
        }
    }

    private static void require(boolean isKept, String condition) throws StorageException {
        if (!isKept) {
            throw refused("ignores " + condition + ", so that two runs at once could overwrite each other's rows");
        }
    }

    private static StorageException refused(String what) {
        return new StorageException(
                Problem.of("the store " + what)
                        .withRemedy("use a store that knows conditional writes, as Amazon S3 does"),
                null);
    }
}
