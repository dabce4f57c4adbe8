package io.ssmexport.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.broker.Artemis;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures runs with workers, all processes of the packaged program beside a real broker and a real Postgres, side by side with
 * what they are held against. Arguments: any of {@code two}, {@code budgets} and {@code slices}; all without one.
 */
final class WorkersBenchmark implements AutoCloseable {

    private static final int ALLOWED_PER_SECOND = 5;

    /** Eight accounts in four regions. */
    private static final List<String> FLEET = List.of(
            "--regions=us-east-1,eu-west-1,eu-central-1,ap-south-1",
            "--roles="
                    + IntStream.rangeClosed(1, 8)
                            .mapToObj(account ->
                                    "arn:aws:iam::" + String.valueOf(account).repeat(12) + ":role/read")
                            .collect(Collectors.joining(",")));

    private static final List<String> REGIONS = List.of("--regions=us-east-1,us-east-2,us-west-1,us-west-2,eu-west-1,"
            + "eu-west-2,eu-west-3,eu-central-1,eu-north-1,ap-south-1,ap-northeast-1,ap-northeast-2,ap-southeast-1,"
            + "ap-southeast-2");

    private final Path directory = Files.createTempDirectory("ssm-export-benchmark");
    private final EmbeddedPostgres postgres = EmbeddedPostgres.start();
    private final Artemis broker = new Artemis();
    private int databases;
    private String database = "";

    private WorkersBenchmark() throws IOException, InterruptedException, GeneralSecurityException {
        if (WorkersBenchmark.class.getClassLoader() instanceof URLClassLoader ofMaven) {
            System.setProperty(
                    "surefire.test.class.path",
                    Arrays.stream(ofMaven.getURLs()).map(URL::getPath).collect(Collectors.joining(":")));
        }
        broker.open();
    }

    public static void main(String... arguments) throws Exception {
        try (WorkersBenchmark benchmark = new WorkersBenchmark()) {
            for (String name : arguments.length > 0 ? List.of(arguments) : List.of("two", "budgets", "slices")) {
                switch (name) {
                    case "two" -> benchmark.two();
                    case "budgets" -> benchmark.budgets();
                    case "slices" -> benchmark.slices();
                    default -> throw new IllegalArgumentException("must be two, budgets or slices: " + name);
                }
            }
        }
    }

    /** A run that has ended, and the most memory that its process had. */
    private record Ended(double seconds, long megabytes, JsonNode report) {}

    /**
     * Two workers with four lanes at a time each against one process with eight slices at a time, for as long as makes the
     * start of their processes small beside the reading.
     */
    private void two() throws Exception {
        try (var service = new ExportBenchmark.Service("--invocations=1000", "--days=5", "--fault=latency=100ms")) {
            List<String> what = with(FLEET, "--from=5d", "--page-size=5");
            newDatabase();
            Ended one = run(service, with(what, "--parallel=8"));
            newDatabase();
            Ended two = runWithWorkers(service, 2, with(what, "--parallel=4"));
            System.out.printf(
                    Locale.ROOT,
                    "workers: %d pages by one process in %.2f s, by two workers in %.2f s, %.2f of its rate, %.2f s more%n%n",
                    two.report().get("pages").asLong(),
                    one.seconds(),
                    two.seconds(),
                    one.seconds() / two.seconds(),
                    two.seconds() - one.seconds());
        }
    }

    /**
     * Four workers with eight lanes each, where an account and region allows 5 requests a second, which nobody tells them. For
     * about four minutes each, since the start of five processes on one machine counts too.
     */
    private void budgets() throws Exception {
        String rate = "--fault=rate=" + ALLOWED_PER_SECOND + "/s";
        try (var service =
                new ExportBenchmark.Service("--invocations=6000", "--days=5", "--fault=latency=100ms", rate)) {
            List<String> what = with(FLEET, "--from=5d", "--page-size=5");
            newDatabase();
            printShare("one process", run(service, with(what, "--parallel=32")));
            newDatabase();
            Ended ended = runWithWorkers(service, 4, with(what, "--parallel=8"));
            printShare("four workers", ended);
            System.out.printf(
                    Locale.ROOT, "budgets: by worker %s%n%n", ended.report().get("workers"));
        }
    }

    private void printShare(String whose, Ended ended) throws SQLException {
        long most = Long.parseLong(value("select max(pages) from (select sum(pages) as pages"
                + " from ssm_export.exported_slice group by account_id, region) as lane"));
        // A budget that nothing was taken from holds a second's requests.
        double allowed = (double) (most - ALLOWED_PER_SECOND) / ALLOWED_PER_SECOND;
        System.out.printf(
                Locale.ROOT,
                "budgets: %s in %.2f s, %.2f of what the budget of the lane with the most pages (%d) allows, %.2f s more, %d slices failed%n",
                whose,
                ended.seconds(),
                allowed / ended.seconds(),
                most,
                ended.seconds() - allowed,
                ended.report().at("/slices/failed").asInt());
    }

    /** A run of 10,000 slices against one of 1,000. */
    private void slices() throws Exception {
        try (var service = new ExportBenchmark.Service("--invocations=1000", "--days=30")) {
            List<Double> times = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            for (int days : List.of(3, 30)) {
                newDatabase();
                Ended ended = runWithWorkers(
                        service, 2, with(REGIONS, "--slice=1h", "--parallel=8", "--from=" + days + "d", "--until=0d"));
                long slices = ended.report().at("/slices/exported").asLong();
                times.add(ended.seconds() * 1000 / slices);
                memory.add((double) ended.megabytes());
                System.out.printf(
                        Locale.ROOT,
                        "slices: %d in %.1f s, %.2f ms each; the run had %d MB at most%n",
                        slices,
                        ended.seconds(),
                        ended.seconds() * 1000 / slices,
                        ended.megabytes());
            }
            System.out.printf(
                    Locale.ROOT,
                    "slices: ten times as many take %.2f of the time for each, and %.2f of the memory%n%n",
                    times.get(1) / times.get(0),
                    memory.get(1) / memory.get(0));
        }
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Arrays.stream(more)).toList();
    }

    /** An empty one, with its tables. */
    private void newDatabase() throws SQLException {
        database = "benchmark" + databases++;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        String url = "postgresql://postgres@localhost:" + postgres.getPort() + "/" + database;
        try (PostgresDatabase made = PostgresDatabase.open(PostgresAddress.parse(url, Map.of()), "benchmark", 1)) {
            StateDatabase.MIGRATIONS.apply(made);
            PostgresSink.MIGRATIONS.apply(made);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private Ended runWithWorkers(ExportBenchmark.Service service, int workers, List<String> options) throws Exception {
        List<String> remote = with(options, "--broker=" + broker.url());
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                started.add(start(service, "worker", "worker" + i, remote));
            }
            for (int i = 0; i < workers; i++) {
                awaitLine(log("worker" + i), "waits for slices");
            }
            return run(service, remote);
        } finally {
            for (Process worker : started) {
                worker.destroy();
                worker.waitFor();
            }
        }
    }

    private static void awaitLine(Path log, String part) throws IOException, InterruptedException {
        while (!Files.exists(log) || !Files.readString(log).contains(part)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Ended run(ExportBenchmark.Service service, List<String> options) throws Exception {
        Path report = directory.resolve("report.json");
        long start = System.nanoTime();
        Process run = start(service, "run", "run", with(options, "--report=" + report));
        long memory = 0;
        while (!run.waitFor(20, TimeUnit.MILLISECONDS)) {
            memory = Math.max(memory, megabytes(run));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (run.exitValue() != 0) {
            throw new IllegalStateException(
                    options + " ended with " + run.exitValue() + ":\n" + Files.readString(log("run")));
        }
        return new Ended(seconds, memory, new ObjectMapper().readTree(report.toFile()));
    }

    private static long megabytes(Process process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private Process start(ExportBenchmark.Service service, String command, String name, List<String> options)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(ExportBenchmark.PROGRAM.toString(), command, "--into=postgres:"));
        all.addAll(options);
        Files.deleteIfExists(log(name));
        ProcessBuilder process = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        process.environment().keySet().removeAll(ExportBenchmark.WITHOUT_CREDENTIALS);
        process.environment().putAll(service.environment());
        process.environment().put("PGHOST", "localhost");
        process.environment().put("PGPORT", String.valueOf(postgres.getPort()));
        process.environment().put("PGUSER", "postgres");
        process.environment().put("PGDATABASE", database);
        return process.start();
    }

    @Override
    public void close() throws IOException {
        try {
            broker.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
        ExportBenchmark.delete(directory);
    }
}
