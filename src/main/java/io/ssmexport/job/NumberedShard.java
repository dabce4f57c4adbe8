package io.ssmexport.job;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;

/** That who reads knows which shard it is. */
final class NumberedShard {

    private NumberedShard() {}

    /** @throws Failure of kind USAGE if an index is to tell it and nobody has told that */
    static void require(ExportOptions options) {
        if (options.shard() != null && options.shard().number() == null) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at(
                                    "shard",
                                    "is " + options.shard() + " but neither JOB_COMPLETION_INDEX nor"
                                            + " AWS_BATCH_JOB_ARRAY_INDEX is set to a number")
                            .withRemedy("name it: --shard 1/" + options.shard().count()));
        }
    }
}
