package io.ssmexport.sink.file.s3;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.file.storage.HeldLock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock among the jobs into a prefix: an object that its holder writes again and again. Who finds it looks for a while whether
 * it changes, and takes it over if it doesn't. A courtesy, so that jobs don't merge what others are merging: what keeps rows
 * from being lost is the swap.
 */
final class ObjectLock implements HeldLock {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectLock.class);

    /**
     * How long things take.
     *
     * @param beat from one sign of life to the next
     * @param silence after which a holder is taken for dead, by the watch of whoever waits
     * @param look from one look at the object to the next
     */
    record Times(Duration beat, Duration silence, Duration look) {

        static final Times USUAL = new Times(Duration.ofSeconds(30), Duration.ofMinutes(3), Duration.ofSeconds(2));
    }

    private final Bucket bucket;
    private final String name;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lock of the bucket");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> beating;
    private Holder holder;
    private String version;
    private boolean isHeld = true;

    private ObjectLock(Bucket bucket, String name, Holder holder, String version, Duration beat) {
        this.bucket = bucket;
        this.name = name;
        this.holder = holder;
        this.version = version;
        this.beating =
                beats.scheduleWithFixedDelay(this::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lock.
     *
     * @param what is locked, for the message
     * @throws Failure of kind BUSY that names the holder, once that has shown that it is alive
     */
    static ObjectLock take(Bucket bucket, String name, Holder holder, String what, Times times) throws IOException {
        Content content = Content.of(holder.text());
        Condition condition = Condition.ABSENT;
        while (true) {
            Optional<String> version = bucket.put(name, content, condition);
            if (version.isPresent()) {
                return new ObjectLock(bucket, name, holder, version.get(), times.beat());
            }
            Optional<Bucket.Text> found = bucket.text(name);
            condition = found.isEmpty() ? Condition.ABSENT : dead(bucket, name, found.get(), holder, what, times);
        }
    }

    /** What the object still is once its holder is dead. */
    private static Condition dead(Bucket bucket, String name, Bucket.Text found, Holder taker, String what, Times times)
            throws IOException {
        Optional<Holder> other = Holder.parse(found.text());
        if (other.isPresent() && other.get().isHere()) {
            if (other.get().isRunning()) {
                throw Failure.anotherRun(what, other.get().toString());
            }
            if (other.get().job().equals(taker.job())) {
                return Condition.still(found.version());
            }
        }
        String said = other.map(Holder::toString).orElse("somebody who doesn't say who");
        LOG.warn(
                "{} is locked by {}; looking for at most {} s whether that is alive",
                what,
                said,
                times.silence().toSeconds());
        long start = System.nanoTime();
        while (System.nanoTime() - start < times.silence().toNanos()) {
            pause(times.look());
            Optional<Bucket.Text> now = bucket.text(name);
            if (now.isEmpty()) {
                return Condition.ABSENT;
            }
            if (!now.get().version().equals(found.version())) {
                throw Failure.anotherRun(
                        what,
                        Holder.parse(now.get().text()).map(Holder::toString).orElse(said));
            }
        }
        LOG.warn("{} gave no sign of life and is taken for dead", said);
        return Condition.still(found.version());
    }

    private static void pause(Duration look) throws IOException {
        try {
            Thread.sleep(look.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }

    private synchronized void beat() {
        if (!isHeld) {
            return;
        }
        Holder alive = holder.alive();
        try {
            Optional<String> written = bucket.put(name, Content.of(alive.text()), Condition.still(version));
            if (written.isEmpty()) {
                isHeld = false;
                LOG.warn(
                        "{} was taken over by another run; each of both merges what the other writes",
                        bucket.place(name));
            }
            version = written.orElse(version);
            holder = alive;
        } catch (IOException e) {
            LOG.debug("no sign of life could be given", e);
        }
    }

    @Override
    public void remove() {
        close();
    }

    @Override
    public synchronized void close() {
        beating.cancel(false);
        beats.shutdownNow();
        if (!isHeld) {
            return;
        }
        isHeld = false;
        try {
            bucket.delete(List.of(name));
        } catch (IOException e) {
            LOG.debug("the lock stays, and is taken over", e);
        }
    }
}
