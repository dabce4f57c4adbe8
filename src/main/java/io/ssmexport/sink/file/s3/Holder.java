package io.ssmexport.sink.file.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.failure.ThisProcess;
import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a lock.
 *
 * @param process its id, and when it began: another may have the same id later
 * @param beat how often the holder has said that it is alive
 */
record Holder(String job, String host, long process, String began, String since, long beat) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** This process. */
    static Holder of(String job, Instant now) {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(job, ThisProcess.host(), self.pid(), began(self), now.toString(), 0);
    }

    Holder alive() {
        return new Holder(job, host, process, began, since, beat + 1);
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if nobody of us wrote that. */
    static Optional<Holder> parse(String text) {
        try {
            return Optional.of(JSON.readValue(text, Holder.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a process of this host, dead or alive. */
    boolean isHere() {
        return host.equals(ThisProcess.host());
    }

    boolean isRunning() {
        return ProcessHandle.of(process)
                .filter(found -> began(found).equals(began))
                .isPresent();
    }

    private static String began(ProcessHandle of) {
        return of.info().startInstant().map(Instant::toString).orElse("");
    }

    /** For people. */
    @Override
    public String toString() {
        return "process " + process + " on " + host + " since " + since + " (job " + job + ")";
    }
}
