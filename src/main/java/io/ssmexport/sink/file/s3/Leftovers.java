package io.ssmexport.sink.file.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs left behind that nobody goes on with. */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** No slice goes on after so long: its token is dead, and it starts at its first page. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private Leftovers() {}

    /**
     * Removes it, for whoever holds the lock.
     *
     * @param guarded how names of what was staged begin
     * @param lock that was written just now, by the store's own clock
     * @param published how names of what was published begin
     * @return names of the objects that are gone
     */
    static List<String> remove(Bucket bucket, String guarded, String lock, String published) throws IOException {
        List<Bucket.Known> staged = bucket.list(guarded);
        Instant now = staged.stream()
                .filter(object -> object.file().name().equals(lock))
                .map(Bucket.Known::modified)
                .findFirst()
                .orElse(Instant.MIN);
        List<String> old = staged.stream()
                .filter(object -> object.modified().plus(OLDEST).isBefore(now))
                .map(object -> object.file().name())
                .toList();
        bucket.delete(old);
        try {
            bucket.abortUploads(published);
        } catch (IOException e) {
            LOG.debug("unfinished uploads are left to the bucket's lifecycle rule", e);
        }
        return old;
    }
}
