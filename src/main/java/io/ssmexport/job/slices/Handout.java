package io.ssmexport.job.slices;

import io.ssmexport.broker.BrokerQueue;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.HandedOut;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a run hands its slices to workers.
 *
 * @param queue at the broker
 * @param taken tells the time in which this process has the job's lock from all others
 * @param terms how its slices are to be read
 * @param slices what became of them
 */
public record Handout(BrokerQueue queue, long taken, RunTerms terms, HandedOut slices) {

    private static final int MARK_DIGITS = 8;

    /**
     * Of the job of that name.
     *
     * @param mark tells it from those of the same name in other databases
     */
    public static String queueName(String job, String mark) {
        return "ssm-export." + job + "." + mark.substring(0, MARK_DIGITS);
    }

    void send(long jobExecution, Collection<Source> lanes) {
        queue.send(lanes.stream().map(lane -> ticket(jobExecution, lane).text()).toList());
    }

    /** Counts what a worker says of a slice, and saves that it is counted. */
    SliceOutcome count(long step, Slice slice, SliceOutcome outcome, Tally tally) {
        tally.told(slice, outcome);
        slices.told(step);
        return outcome;
    }

    /** Those of the lanes whose tickets don't wait at the broker. */
    Set<Source> withoutTicket(long jobExecution, Collection<Source> lanes) {
        Set<String> waiting = queue.waiting();
        return lanes.stream()
                .filter(lane -> !waiting.contains(ticket(jobExecution, lane).text()))
                .collect(Collectors.toSet());
    }

    private LaneTicket ticket(long jobExecution, Source lane) {
        return new LaneTicket(taken, jobExecution, lane);
    }
}
