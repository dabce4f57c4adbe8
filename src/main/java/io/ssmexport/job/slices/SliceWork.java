package io.ssmexport.job.slices;

import io.ssmexport.sink.Sink;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.SsmClients;

/**
 * What reading a slice takes, the same for all slices of a run.
 *
 * @param query what to ask for
 * @param printed what becomes of texts that a command printed
 * @param sink where rows go
 * @param pagesPerCommit pages in a chunk, at least 1
 */
public record SliceWork(
        SsmClients clients,
        InvocationQuery query,
        PrintedText printed,
        Sink sink,
        int pagesPerCommit,
        Gate gate,
        Tally tally) {}
