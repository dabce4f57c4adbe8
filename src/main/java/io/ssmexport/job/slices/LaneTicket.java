package io.ssmexport.job.slices;

import io.ssmexport.failure.Failure;
import io.ssmexport.slice.Source;
import java.util.Optional;

/**
 * What a run sends to its workers, once for each account and region: whoever takes it reads slices of that lane, one at a time
 * and for a while, and then puts it back. So a lane, and its budget of requests, is with one worker at a time, and goes to
 * another when that one dies, or when others have no work.
 *
 * @param taken tells the time in which the run has the job's lock from all others
 * @param jobExecution in which its slices are
 * @param lane account and region
 */
record LaneTicket(long taken, long jobExecution, Source lane) {

    private static final String VERSION = "1";

    String text() {
        return String.join(
                " ", VERSION, Long.toString(taken), Long.toString(jobExecution), lane.account(), lane.region());
    }

    /** Empty if the text is none. */
    static Optional<LaneTicket> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 5 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LaneTicket(Long.parseLong(parts[1]), Long.parseLong(parts[2]), new Source(parts[3], parts[4])));
        } catch (NumberFormatException | Failure e) {
            return Optional.empty();
        }
    }
}
