package io.ssmexport.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.history.ManyKinds;
import io.ssmexport.slice.Source;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.StateDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures whole processes of the packaged program, side by side with what they are held against, and prints medians and
 * ratios. Absolute figures mean nothing on another machine.
 *
 * <p>Arguments: any of {@code rate}, {@code parallel}, {@code fleet}, {@code bucket}, {@code slices}, {@code page}, {@code kinds},
 * {@code million}, {@code start}, which needs the {@code aws} command, and {@code workers}; all without one.
 */
final class ExportBenchmark {

    private static final Path DISTRIBUTION = Path.of("target", "ssm-export").toAbsolutePath();

    static final Path PROGRAM = DISTRIBUTION.resolve("bin").resolve("ssm-export");

    /** What the launcher gives to Java. */
    private static final List<String> SAME_SETTINGS = List.of(
            "-XX:+UseSerialGC", "-XX:NewRatio=1", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:CICompilerCount=1");

    private static final int ALLOWED_PER_SECOND = 5;

    static final List<String> WITHOUT_CREDENTIALS = List.of("AWS_PROFILE", "AWS_SESSION_TOKEN");

    private final Path directory;

    private ExportBenchmark(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> chosen = arguments.length > 0
                ? List.of(arguments)
                : List.of(
                        "rate",
                        "parallel",
                        "fleet",
                        "bucket",
                        "slices",
                        "page",
                        "kinds",
                        "million",
                        "start",
                        "workers");
        Path directory = Files.createTempDirectory("ssm-export-benchmark");
        try {
            ExportBenchmark benchmark = new ExportBenchmark(directory);
            for (String name : chosen) {
                switch (name) {
                    case "rate" -> benchmark.rate();
                    case "parallel" -> benchmark.parallel();
                    case "fleet" -> benchmark.fleet();
                    case "bucket" -> benchmark.bucket();
                    case "slices" -> benchmark.slices();
                    case "page" -> benchmark.page();
                    case "kinds" -> benchmark.kinds();
                    case "million" -> benchmark.million();
                    case "start" -> benchmark.start();
                    case "workers" -> WorkersBenchmark.main();
                    default ->
                        throw new IllegalArgumentException(
                                "must be rate, parallel, fleet, bucket, slices, page, kinds, million, start or workers: "
                                        + name);
                }
            }
        } finally {
            delete(directory);
        }
    }

    /** Pages a second of a run into Parquet, one slice at a time, against those of a plain loop. */
    private void rate() throws Exception {
        try (Service service = new Service("--invocations=400000", "--days=8")) {
            List<Long> loop = new ArrayList<>();
            List<Long> run = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                loop.add(milliseconds(service, plainLoop(service.endpoint)));
                run.add(milliseconds(service, export("parquet:archive" + i, "--from=8d", "--parallel=1")));
            }
            print("rate: plain loop", loop);
            print("rate: run, one slice at a time", run);
            System.out.printf(
                    Locale.ROOT, "rate: run at %.2f of the plain loop's rate%n%n", median(loop) / median(run));
        }
    }

    /** Four slices at a time against one, where a page takes 100 ms: sixteen days, as start-up has its own measure. */
    private void parallel() throws Exception {
        try (Service service = new Service("--invocations=80000", "--days=16", "--fault=latency=100ms")) {
            List<Long> one = new ArrayList<>();
            List<Long> four = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                one.add(milliseconds(service, export("parquet:one" + i, "--from=16d", "--parallel=1")));
                four.add(milliseconds(service, export("parquet:four" + i, "--from=16d", "--parallel=4")));
            }
            print("parallel: one at a time", one);
            print("parallel: four at a time", four);
            System.out.printf(Locale.ROOT, "parallel: %.2f times as fast%n%n", median(one) / median(four));
        }
    }

    /**
     * A fleet against its budgets: 8 accounts × 4 regions, 100 ms a page, 5 requests a second allowed for each account and
     * region, which nobody tells the run. What the budgets allow is the time that the source with the most pages needs.
     */
    private void fleet() throws Exception {
        String roles = IntStream.rangeClosed(1, 8)
                .mapToObj(account -> "arn:aws:iam::" + String.valueOf(account).repeat(12) + ":role/read")
                .collect(Collectors.joining(","));
        String rate = "--fault=rate=" + ALLOWED_PER_SECOND + "/s";
        try (Service service = new Service("--invocations=2500", "--days=5", "--fault=latency=100ms", rate)) {
            long took = milliseconds(
                    service,
                    export(
                            "parquet:fleet",
                            "--from=5d",
                            "--parallel=64",
                            "--page-size=5",
                            "--regions=us-east-1,eu-west-1,eu-central-1,ap-south-1",
                            "--roles=" + roles,
                            "--report=report.json"));
            JsonNode report =
                    new ObjectMapper().readTree(directory.resolve("report.json").toFile());
            long pages = report.get("pages").asLong();
            long retries = report.get("retries").asLong();
            long most = mostPagesOfASource("fleet");
            // A budget that nothing was taken from holds a second's requests.
            double allowed = (double) (most - ALLOWED_PER_SECOND) / ALLOWED_PER_SECOND;
            print("fleet", List.of(took));
            System.out.printf(
                    Locale.ROOT,
                    "fleet: at most %d pages of a source, which the budget allows in %.2f s%n",
                    most,
                    allowed);
            System.out.printf(Locale.ROOT, "fleet: %.2f of what the budgets allow%n", allowed * 1000 / took);
            System.out.printf(
                    Locale.ROOT,
                    "fleet: %.2f requests a page, %d slices failed%n%n",
                    (double) (pages + retries) / pages,
                    report.get("slices").get("failed").asInt());
        }
    }

    private long mostPagesOfASource(String job) {
        StateDirectory state = new StateDirectory(directory.resolve("state").resolve(job));
        Archive archive =
                ArchiveSnapshot.read(state, "parquet:" + directory.resolve(job)).orElseThrow();
        Map<Source, Long> pages = archive.slices().stream()
                .collect(Collectors.groupingBy(
                        entry -> Source.of(entry.slice()), Collectors.summingLong(LedgerEntry::pages)));
        return Collections.max(pages.values());
    }

    /** Four slices at a time into a bucket at 30 ms a request against the same into files, where a page takes 100 ms. */
    private void bucket() throws Exception {
        try (Service service = new Service(
                "--invocations=80000",
                "--days=16",
                "--fault=latency=100ms",
                "--bucket=lake",
                "--fault=s3-latency=30ms")) {
            List<Long> disk = new ArrayList<>();
            List<Long> bucket = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                disk.add(milliseconds(service, export("parquet:disk" + i, "--from=16d", "--parallel=4")));
                bucket.add(milliseconds(service, export("parquet:s3://lake/" + i, "--from=16d", "--parallel=4")));
            }
            print("bucket: into files", disk);
            print("bucket: into a bucket", bucket);
            System.out.printf(Locale.ROOT, "bucket: %.2f of the files' rate%n%n", median(disk) / median(bucket));
        }
    }

    /** Looking at 10,000 exported slices against looking at 100. */
    private void slices() throws Exception {
        String regions =
                "us-east-1,us-east-2,us-west-1,us-west-2,eu-west-1,eu-west-2,eu-west-3,eu-central-1,eu-north-1,"
                        + "ap-south-1,ap-northeast-1,ap-northeast-2,ap-southeast-1,ap-southeast-2";
        try (Service service = new Service("--invocations=1000", "--days=30")) {
            List<String> few = List.of("--from=4d", "--slice=1h", "--regions=us-east-1");
            List<String> many = List.of("--from=30d", "--slice=1h", "--regions=" + regions);
            milliseconds(service, command("run", "parquet:few", few));
            milliseconds(service, command("run", "parquet:many", many));
            for (String look : List.of("plan", "status")) {
                List<Long> ofFew = new ArrayList<>();
                List<Long> ofMany = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    ofFew.add(milliseconds(service, command(look, "parquet:few", few)));
                    ofMany.add(milliseconds(service, command(look, "parquet:many", many)));
                }
                print("slices: " + look + " of 100", ofFew);
                print("slices: " + look + " of 10,000", ofMany);
            }
            System.out.println();
        }
    }

    /**
     * The page of a million invocations in thirty slices against the export that wrote them, one slice at a time: from Parquet
     * three times, and once from CSV and from Postgres, all in the heap that the launcher gives.
     */
    private void page() throws Exception {
        try (Service service = new Service("--invocations=1000000", "--days=30");
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            page(service, "parquet:page", "page", 3);
            page(service, "csv:page-csv", "page-csv", 1);
            page(service, "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres", "postgres", 1);
            System.out.println();
        }
    }

    private void page(Service service, String into, String name, int times) throws Exception {
        List<String> window = List.of("--since=30d", "--parallel=1", "--name=" + name);
        String place = into.substring(0, into.indexOf(':'));
        long export = milliseconds(service, command("run", into, window));
        List<Long> page = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            page.add(milliseconds(service, command("dashboard", into, window)));
        }
        print("page: export, " + place, List.of(export));
        print("page: dashboard, " + place, page);
        System.out.printf(
                Locale.ROOT,
                "page: %.3f of the export's time, %d bytes%n",
                median(page) / export,
                Files.size(directory.resolve(name + ".html")));
    }

    /** What the page counts of three million failures, none of which is as another, in the heap that the launcher gives. */
    private void kinds() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(SAME_SETTINGS);
        command.addAll(List.of("-cp", classPath(), ManyKinds.class.getName(), "3000000"));
        long took = milliseconds(Map.of(), command);
        print("kinds: " + Files.readString(directory.resolve("log")).strip(), List.of(took));
        System.out.println();
    }

    /** A million invocations in one slice, in the heap that the launcher gives: -Xmx256m. */
    private void million() throws Exception {
        try (Service service = new Service("--invocations=1000000", "--days=1", "--bucket=lake")) {
            for (String into : List.of("parquet:million", "csv:million-csv", "parquet:s3://lake/million")) {
                print("million: " + into, List.of(milliseconds(service, export(into, "--from=1d", "--until=0d"))));
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
            System.out.printf(Locale.ROOT, "start: %.2f times the CLI's time%n%n", median(run) / median(cli));
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
        return command("run", into, Arrays.asList(options));
    }

    private static List<String> command(String name, String into, List<String> options) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), name, "--into=" + into, "--state=state"));
        command.addAll(options);
        return command;
    }

    /** Time of a process from start to exit, which must be successful. */
    private long milliseconds(Service service, List<String> command) throws Exception {
        return milliseconds(service.environment(), command);
    }

    private long milliseconds(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        process.environment().keySet().removeAll(WITHOUT_CREDENTIALS);
        process.environment().putAll(environment);
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
        System.out.printf(Locale.ROOT, "%s: %.2f s (%s)%n", what, median(milliseconds) / 1000, milliseconds);
    }

    static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The simulator in a process of its own. */
    static final class Service implements AutoCloseable {

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
