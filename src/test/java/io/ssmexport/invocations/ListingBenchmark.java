package io.ssmexport.invocations;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures whole processes of the packaged program side by side with the {@code aws} command, which has to be installed, on
 * the same simulator, and prints medians and ratios. The simulated history has lone surrogates, at the first of which the
 * AWS CLI would give up, so Python is told to let them pass.
 */
final class ListingBenchmark {

    private static final String PROGRAM = Path.of("target", "ssm-export", "bin", "ssm-export")
            .toAbsolutePath()
            .toString();

    private ListingBenchmark() {}

    private record Run(long milliseconds, long kilobytes) {}

    public static void main(String[] arguments) throws Exception {
        try (Service service = new Service(20_000)) {
            List<Run> aws = new ArrayList<>();
            List<Run> ours = new ArrayList<>();
            List<Run> awsStart = new ArrayList<>();
            List<Run> ourStart = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                aws.add(aws(service, "--details"));
                ours.add(ours(service, "256m", "--details"));
            }
            compare(service, "text", "--details", "--output", "text");
            compare(service, "table", "--details", "--output", "table");
            compare(service, "--query", "--details", "--query", "CommandInvocations[?Status=='Failed'].InstanceId");
            for (int i = 0; i < 7; i++) {
                awsStart.add(aws(service, "--max-items", "1"));
                ourStart.add(ours(service, "256m", "--max-items", "1"));
            }
            print("20,000 invocations, aws", aws);
            print("20,000 invocations, ssm-export", ours);
            print("--max-items 1, aws", awsStart);
            print("--max-items 1, ssm-export", ourStart);
            System.out.printf(
                    Locale.ROOT,
                    "ssm-export takes %.2f of the time of aws for the list, %.2f for --max-items 1%n",
                    median(ours) / median(aws),
                    median(ourStart) / median(awsStart));
            print("20,000 invocations, ssm-export -Xmx64m", List.of(ours(service, "64m", "--details")));
        }
        try (Service service = new Service(200_000)) {
            print("200,000 invocations, ssm-export -Xmx64m", List.of(ours(service, "64m", "--details")));
            print("200,000 invocations, text, -Xmx64m", List.of(ours(service, "64m", "--details", "--output", "text")));
        }
    }

    private static void compare(Service service, String name, String... options)
            throws IOException, InterruptedException {
        List<Run> aws = new ArrayList<>();
        List<Run> ours = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            aws.add(aws(service, options));
            ours.add(ours(service, "256m", options));
        }
        print("20,000 invocations, " + name + ", aws", aws);
        print("20,000 invocations, " + name + ", ssm-export", ours);
        System.out.printf(
                Locale.ROOT, "ssm-export takes %.2f of the time of aws for %s%n", median(ours) / median(aws), name);
    }

    private static Run aws(Service service, String... options) throws IOException, InterruptedException {
        return run(
                service,
                Map.of("PYTHONIOENCODING", "utf-8:surrogatepass"),
                List.of(Clients.AWS.orElseThrow(), "ssm"),
                options);
    }

    private static Run ours(Service service, String heap, String... options) throws IOException, InterruptedException {
        return run(service, Map.of("JAVA_OPTS", "-Xmx" + heap), List.of(PROGRAM), options);
    }

    private static Run run(Service service, Map<String, String> environment, List<String> program, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.add("list-command-invocations");
        command.addAll(List.of(options));
        command.addAll(List.of("--endpoint-url", service.endpoint.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "simulator",
                        "AWS_SECRET_ACCESS_KEY", "simulator",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1"));
        long start = System.nanoTime();
        Process process = builder.start();
        long kilobytes = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            kilobytes = Math.max(kilobytes, peakKilobytes(process.pid()));
        }
        return new Run(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), kilobytes);
    }

    private static long peakKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double median(List<Run> runs) {
        return runs.stream().mapToLong(Run::milliseconds).sorted().toArray()[runs.size() / 2];
    }

    private static void print(String name, List<Run> runs) {
        System.out.printf(
                Locale.ROOT,
                "%-42s %6.0f ms, %4d MB%n",
                name,
                median(runs),
                runs.stream().mapToLong(Run::kilobytes).max().orElse(0) / 1024);
    }

    /** A simulator in a process of its own. */
    private static final class Service implements AutoCloseable {

        private final Process process;
        private final URI endpoint;

        Service(int invocations) throws IOException {
            process = new ProcessBuilder(
                            PROGRAM, "simulate", "--port", "0", "--invocations", String.valueOf(invocations))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            endpoint = URI.create(lines.readLine());
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
