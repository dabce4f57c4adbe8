package io.ssmexport.job;

import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures a fleet against its budgets: 8 accounts × 4 regions, 100 ms a page, 5 requests a second allowed for each account
 * and region. {@code FleetBenchmark 200} reads some 200 pages of each. What the budgets allow is the time that the
 * source with the most pages needs at 5 a second.
 */
final class FleetBenchmark {

    private static final double ALLOWED = 5;
    private static final int PAGE = 5;
    private static final int DAYS = 5;

    private FleetBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int pages = Integer.parseInt(arguments[0]);
        String roles = IntStream.rangeClosed(1, 8)
                .mapToObj(account -> "arn:aws:iam::" + String.valueOf(account).repeat(12) + ":role/read")
                .collect(Collectors.joining(","));
        List<String> options = new ArrayList<>(List.of(
                "--since=" + DAYS + "d",
                "--parallel=64",
                "--page-size=" + PAGE,
                "--regions=us-east-1,eu-west-1,eu-central-1,ap-south-1",
                "--roles=" + roles));
        options.addAll(List.of(arguments).subList(1, arguments.length));
        Path directory = Files.createTempDirectory("fleet-benchmark");
        SimulatedJob job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T00:01:00Z"), new Simulation(pages * PAGE, DAYS, 5));
        try (job) {
            job.faults.latency(Duration.ofMillis(100));
            job.faults.requestsPerSecond(ALLOWED);
            String[] all = options.toArray(new String[0]);
            Instant start = Instant.now();
            SimulatedJob.Told told = job.run(all);
            report(told, job.asked(0), Duration.between(start, Instant.now()));
        }
    }

    private static void report(SimulatedJob.Told told, List<Request> requests, Duration took) {
        Map<String, Long> pages = new TreeMap<>(requests.stream()
                .filter(request -> request.errorCode().isEmpty())
                .collect(Collectors.groupingBy(
                        request -> request.account() + " " + request.region(), Collectors.counting())));
        long needed = pages.values().stream().mapToLong(Long::longValue).sum();
        long most = pages.values().stream().mapToLong(Long::longValue).max().orElse(0);
        double allowed = (most - ALLOWED) / ALLOWED;
        System.err.printf(
                "%d slices, %d failed; %d pages of %d sources, at most %d of one%n",
                told.figures().slices(),
                told.figures().failures().size(),
                told.figures().pages(),
                pages.size(),
                most);
        System.err.printf(
                "took %.1f s, the budgets allow %.1f s: %.2f; %d requests for %d pages: %.2f%n",
                took.toMillis() / 1000.0,
                allowed,
                allowed / (took.toMillis() / 1000.0),
                requests.size(),
                needed,
                (double) requests.size() / needed);
    }
}
