package io.ssmexport.job.slices;

import io.ssmexport.sink.Sink;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.SliceReaders;
import io.ssmexport.state.StateDatabase;

/**
 * What a worker works with.
 *
 * @param name of this process, for people
 * @param state whose transactions {@code readers} guard
 * @param sink opened at the first slice
 * @param figures of all that it reads
 */
public record WorkerParts(
        String name,
        SsmClients clients,
        InvocationQuery query,
        PrintedText printed,
        SinkOfRun sink,
        int pagesPerCommit,
        StateDatabase state,
        SliceReaders readers,
        Ledger ledger,
        StopSignal stop,
        Progress progress,
        RunFigures figures) {

    /** Where the rows of a run go. */
    public interface SinkOfRun {

        /**
         * Opens it, unless that was done before.
         *
         * @throws io.ssmexport.failure.Failure of kind USAGE if that run wants it in another way
         */
        Sink open(RunTerms terms);
    }
}
