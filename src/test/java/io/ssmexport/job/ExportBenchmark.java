package io.ssmexport.job;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures whole processes of the packaged program, side by side with what they are held against, and prints medians and
 * ratios. Absolute figures mean nothing on another machine.
 *
 * <p>Arguments: any of {@code rate}, {@code parallel}, {@code million} and {@code start}; all without one. The last needs
 * the {@code aws} command.
 */
final class ExportBenchmark {

    private static final Path DISTRIBUTION = Path.of("target", "ssm-export").toAbsolutePath();

    private static final Path PROGRAM = DISTRIBUTION.resolve("bin").resolve("ssm-export");

    /** What the launcher gives to Java. */
    private static final List<String> SAME_SETTINGS =
            List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");

    private static final List<String> WITHOUT_CREDENTIALS = List.of("AWS_PROFILE", "AWS_SESSION_TOKEN");

    private final Path directory;

    private ExportBenchmark(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> chosen =
                arguments.length > 0 ? List.of(arguments) : List.of("rate", "parallel", "million", "start");
        Path directory = Files.createTempDirectory("ssm-export-benchmark");
        try {
            ExportBenchmark benchmark = new ExportBenchmark(directory);
            for (String name : chosen) {
                switch (name) {
                    case "rate" -> benchmark.rate();
                    case "parallel" -> benchmark.parallel();
                    case "million" -> benchmark.million();
                    case "start" -> benchmark.start();
                    default -> throw new IllegalArgumentException("must be rate, parallel, million or start: " + name);
                }
            }
        } finally {
            delete(directory);
        }
    }

    /** Pages a second of a run into Parquet, one slice at a time, against those of a plain loop. */
    private void rate() throws Exception {
        try (Service service = new Service("--invocations=200000", "--days=4")) {
            List<Long> loop = new ArrayList<>();
            List<Long> run = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                loop.add(milliseconds(service, plainLoop(service.endpoint)));
                run.add(milliseconds(service, export("parquet:archive" + i, "--from=4d", "--parallel=1")));
            }
            print("rate: plain loop", loop);
            print("rate: run, one slice at a time", run);
            System.out.printf("rate: run at %.2f of the plain loop's rate%n%n", median(loop) / median(run));
        }
    }

    /** Four slices at a time against one, where a page takes 100 ms. */
    private void parallel() throws Exception {
        try (Service service = new Service("--invocations=40000", "--days=8", "--fault=latency=100ms")) {
            List<Long> one = new ArrayList<>();
            List<Long> four = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                one.add(milliseconds(service, export("parquet:one" + i, "--from=8d", "--parallel=1")));
                four.add(milliseconds(service, export("parquet:four" + i, "--from=8d", "--parallel=4")));
            }
            print("parallel: one at a time", one);
            print("parallel: four at a time", four);
            System.out.printf("parallel: %.2f times as fast%n%n", median(one) / median(four));
        }
    }

    /** A million invocations in one slice, in the heap that the launcher gives: -Xmx256m. */
    private void million() throws Exception {
        try (Service service = new Service("--invocations=1000000", "--days=1")) {
            for (String sink : List.of("parquet", "csv")) {
                String into = sink + ":million-" + sink;
                print("million: " + sink, List.of(milliseconds(service, export(into, "--from=1d", "--until=0d"))));
            }
            System.out.println();
        }
    }

    /** Start to exit where there is nothing to do, against one item from the AWS CLI. */
    private void start() throws Exception {
        try (Service service = new Service("--invocations=1000", "--days=5")) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            List<String> export =
                    export("parquet:start", "--from=" + today.minusDays(5), "--until=" + today.minusDays(3));
            milliseconds(service, export);
            List<Long> cli = new ArrayList<>();
            List<Long> run = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                cli.add(milliseconds(service, List.of("aws", "ssm", "list-command-invocations", "--max-items", "1")));
                run.add(milliseconds(service, export));
            }
            print("start: aws ssm list-command-invocations --max-items 1", cli);
            print("start: run with nothing to do", run);
            System.out.printf("start: %.2f times the CLI's time%n%n", median(run) / median(cli));
        }
    }

    private static List<String> plainLoop(URI endpoint) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SAME_SETTINGS);
        command.addAll(List.of("-cp", classPath(), PlainLoop.class.getName(), endpoint.toString(), "50"));
        return command;
    }

    /** The program's own jars, so that the plain loop finds no more than the run does. */
    private static String classPath() {
        String libraries = DISTRIBUTION.resolve("lib") + File.separator + "*";
        return libraries
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath();
    }

    private static List<String> export(String into, String... options) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "run", "--into=" + into, "--state=state"));
        command.addAll(Arrays.asList(options));
        return command;
    }

    /** Time of a process from start to exit, which must be successful. */
    private long milliseconds(Service service, List<String> command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        process.environment().keySet().removeAll(WITHOUT_CREDENTIALS);
        process.environment().putAll(service.environment());
        long start = System.nanoTime();
        int code = process.start().waitFor();
        long took = (System.nanoTime() - start) / 1_000_000;
        if (code != 0) {
            throw new IllegalStateException(
                    command + " ended with " + code + ":\n" + Files.readString(directory.resolve("log")));
        }
        return took;
    }

    private static void print(String what, List<Long> milliseconds) {
        System.out.printf("%s: %.2f s (%s)%n", what, median(milliseconds) / 1000, milliseconds);
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The simulator in a process of its own. */
    private static final class Service implements AutoCloseable {

        private final Process process;
        private final URI endpoint;

        Service(String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "simulate", "--port=0"));
            command.addAll(Arrays.asList(options));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            endpoint = URI.create(output.readLine());
        }

        Map<String, String> environment() {
            return Map.of(
                    "AWS_ENDPOINT_URL",
                    endpoint.toString(),
                    "AWS_REGION",
                    PlainLoop.REGION,
                    "AWS_DEFAULT_REGION",
                    PlainLoop.REGION,
                    "AWS_ACCESS_KEY_ID",
                    "simulator",
                    "AWS_SECRET_ACCESS_KEY",
                    "simulator");
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
