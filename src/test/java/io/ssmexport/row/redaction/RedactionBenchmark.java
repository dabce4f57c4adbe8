package io.ssmexport.row.redaction;

import io.ssmexport.job.PlainLoop;
import io.ssmexport.row.Flattener;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/**
 * What masking costs: time to make rows of the simulator's history with masked output, as a multiple of the time without;
 * and of reading it from the simulator. {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.ssmexport.row.redaction.RedactionBenchmark}
 */
public final class RedactionBenchmark {

    private RedactionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (Simulator simulator = Simulator.start(
                new Simulation(20_000, 7, 42), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none())) {
            Redaction redaction = Redaction.of(null);
            double[] reading = new double[5];
            double[] plain = new double[5];
            double[] masked = new double[5];
            for (int round = 0; round < 5; round++) {
                long start = System.nanoTime();
                List<CommandInvocation> invocations = PlainLoop.invocations(simulator.endpoint());
                reading[round] = secondsSince(start);
                start = System.nanoTime();
                int rows = rows(invocations, null);
                plain[round] = secondsSince(start);
                start = System.nanoTime();
                rows(invocations, redaction);
                masked[round] = secondsSince(start);
                System.out.printf(
                        Locale.ROOT,
                        "%d rows: reading %.2f s, flattening %.2f s, flattening and masking %.2f s%n",
                        rows,
                        reading[round],
                        plain[round],
                        masked[round]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "medians: masking takes %.2f of the time of reading%n",
                    (median(masked) - median(plain)) / median(reading));
        }
    }

    private static int rows(List<CommandInvocation> invocations, @Nullable Redaction redaction) {
        Flattener flattener = redaction == null
                ? new Flattener(PlainLoop.ACCOUNT, PlainLoop.REGION)
                : new Flattener(
                        PlainLoop.ACCOUNT,
                        PlainLoop.REGION,
                        text -> redaction.redact(text).text());
        Instant readAt = Instant.EPOCH;
        return IntStream.range(0, invocations.size())
                .map(i -> flattener.rows(invocations.get(i), readAt).rows().size())
                .sum();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
