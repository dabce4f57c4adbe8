package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ssmexport.invocations.RecordedLines.Entry;
import io.ssmexport.invocations.random.RandomLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Random lines, of which at most one in fifty may end otherwise than with version 2 of the AWS CLI. {@code -Drandom.seed=7
 * -Drandom.lines=400} compares others; with {@code -Dssm-export.record=true} they are recorded.
 */
@Execution(ExecutionMode.CONCURRENT)
class RandomLinesTest {

    private static final int ONE_IN = 50;

    private static final long SEED = Long.getLong("random.seed", 1);

    private static final int LINES = Integer.getInteger("random.lines", 50);

    @Test
    void aLineEndsAsItEndedWithTheAwsCli() throws IOException {
        Comparison comparison = new Comparison();
        for (Entry recorded : RecordedLines.read()) {
            comparison.add(
                    recorded.line(), recorded.ended(), RecordedLines.shortened(RandomLines.ours(recorded.line())));
        }

        comparison.write("recorded");
        assertThat(comparison.differences().size() * ONE_IN)
                .as(comparison.toString())
                .isLessThanOrEqualTo(comparison.size());
    }

    @Test
    void aLineEndsAsItEndsWithTheAwsCli() throws IOException {
        assumeTrue(AwsFork.isPossible(), Clients.NO_AWS + "; the recording is compared with what one printed");
        Comparison comparison = new Comparison();
        List<Entry> recorded = new ArrayList<>();
        try (AwsFork aws = new AwsFork()) {
            for (int i = 0; i < LINES; i++) {
                RandomLine line = RandomLine.of(SEED, i);
                Clients.Ended theirs = RandomLines.theirs(aws, line);
                recorded.add(new Entry(line, RecordedLines.shortened(theirs)));
                comparison.add(line, theirs, RandomLines.ours(line));
            }
        }
        if (Recorded.isRecording()) {
            RecordedLines.write(recorded);
        }

        comparison.write("seed-" + SEED);
        assertThat(comparison.differences().size() * ONE_IN)
                .as(comparison.toString())
                .isLessThanOrEqualTo(comparison.size());
    }
}
