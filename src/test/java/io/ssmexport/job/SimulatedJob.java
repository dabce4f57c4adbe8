package io.ssmexport.job;

import io.ssmexport.coverage.Alarms;
import io.ssmexport.coverage.Coverage;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.slices.Progress;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.PointInTime;
import io.ssmexport.options.Setting;
import io.ssmexport.row.RowPage;
import io.ssmexport.simulator.AdjustableClock;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.SimulatedClients;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.wire.DatedAnswers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job whose runs share a clock that a test moves, a service that goes by it, and an archive in a directory. */
final class SimulatedJob implements AutoCloseable {

    /** Environment variables, for buckets. */
    final Map<String, String> variables = new HashMap<>();

    private final Path directory;
    private final List<String> defaults;
    /** Of the service, and so of the machine, unless a test sets that. */
    final AdjustableClock clock;

    Clock machine;
    /** What the service's answers have as their {@code Date}. */
    Supplier<@Nullable String> date;

    final Faults faults = Faults.none();
    final Simulator simulator;
    private final DatedAnswers dated;
    /** How the last run wanted to reach the accounts. */
    @Nullable
    Access asked;

    /** What a run told. */
    record Told(RunFigures figures, List<String> notes) {

        List<String> warnings() {
            return figures.warnings();
        }

        /** Why slices failed, as it is told. */
        List<String> reasons() {
            return figures.failures().values().stream().map(Problem::text).toList();
        }

        List<String> failed() {
            return figures.failures().keySet().stream().map(Slice::name).toList();
        }
    }

    /**
     * A job.
     *
     * @param defaults options of all its runs, such as {@code --since=9d}
     */
    SimulatedJob(Path directory, Instant now, Simulation simulation, String... defaults) throws IOException {
        this.directory = directory;
        this.defaults = List.of(defaults);
        this.clock = new AdjustableClock(now);
        this.machine = clock;
        this.date = () -> DatedAnswers.text(clock.instant());
        this.simulator = Simulator.start(simulation, clock, 0, faults);
        this.dated = new DatedAnswers(simulator.endpoint(), () -> date.get());
    }

    ExportOptions options(String... options) {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.of("into", List.of("parquet:" + archive()), "test"));
        settings.add(Setting.of("name", List.of("job"), "test"));
        settings.add(Setting.of("state", List.of(directory.resolve("state").toString()), "test"));
        settings.add(Setting.of("regions", List.of("us-east-1"), "test"));
        for (List<String> some : List.of(defaults, List.of(options))) {
            for (String option : some) {
                String[] keyAndValue = option.substring(2).split("=", 2);
                List<String> values = keyAndValue[0].equals("filters")
                        ? List.of(keyAndValue[1])
                        : Arrays.asList(keyAndValue[1].split(",", -1));
                settings.add(Setting.of(keyAndValue[0], values, option));
            }
        }
        return ExportOptions.of(settings, null, clock.instant());
    }

    /** From now on another endpoint answers. */
    void answeredBy(URI another) {
        dated.leadTo(another);
    }

    Path archive() {
        return directory.resolve("archive");
    }

    Told run(String... options) {
        return run(() -> {}, options);
    }

    /** Runs until so many slices are in the archive, and then stops as a signal would stop it. */
    Told stopAfter(int slices, String... options) {
        StopSignal stop = new StopSignal();
        return run(stop, () -> {}, after(slices, stop), options);
    }

    /** Runs until so many pages were read, which may be in the middle of a slice, and then stops as a signal would stop it. */
    Told stopAfterPages(int pages, String... options) {
        StopSignal stop = new StopSignal();
        return run(stop, after(pages, stop), () -> {}, options);
    }

    /** Runs, and does something each time a page was read. */
    Told runPageByPage(Runnable read, String... options) {
        return run(new StopSignal(), read, () -> {}, options);
    }

    private static Runnable after(int times, StopSignal stop) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.decrementAndGet() == 0) {
                stop.request();
            }
        };
    }

    /** Runs, and does something each time a slice is in the archive. */
    Told run(Runnable exported, String... options) {
        return run(new StopSignal(), () -> {}, exported, options);
    }

    private Told run(StopSignal stop, Runnable read, Runnable exported, String... options) {
        Notes notes = new Notes(read, exported, new CopyOnWriteArrayList<>());
        Export export = new Export(options(options), environment(), stop, notes, this::clients);
        export.run();
        return new Told(export.figures(), notes.lines);
    }

    Forgetting forgetting(String before, String... options) {
        return new Forgetting(options(options), environment(), PointInTime.parse(before));
    }

    Redacting redacting(String... options) {
        return new Redacting(options(options), environment());
    }

    Forecast plan(String... options) {
        return new Forecaster(options(options), environment(), this::clients).forecast();
    }

    Coverage status(String... options) {
        ExportOptions parsed = options(options);
        return Coverage.of(KnownArchive.read(parsed, Map.of()).orElseThrow(), parsed, clock.instant());
    }

    /** What the command status says is wrong. */
    List<String> alarms(String... options) {
        ExportOptions parsed = options(options);
        return Alarms.of(KnownArchive.parts(parsed, Map.of()), parsed, null, clock.instant());
    }

    private Environment environment() {
        return new Environment(machine, variables, "test");
    }

    private SsmClients clients(Access access) {
        asked = access;
        return SimulatedClients.to(dated.endpoint(), access, machine, clock);
    }

    /** Requests for pages since a number of all requests. */
    List<Request> asked(int since) {
        List<Request> requests = simulator.requests();
        return requests.subList(since, requests.size()).stream()
                .filter(request -> request.operation().equals("ListCommandInvocations"))
                .toList();
    }

    /** What a reader of the archive finds. */
    List<List<@Nullable String>> query(String select) throws SQLException {
        return DuckDb.query(select.replace("archive", "read_parquet('" + archive() + "/**/*.parquet')"));
    }

    long count(String where) throws SQLException {
        return Long.parseLong(String.valueOf(
                query("select count(distinct (account_id, region, command_id, instance_id)) from archive where "
                                + where)
                        .get(0)
                        .get(0)));
    }

    @Override
    public void close() {
        dated.close();
        simulator.close();
    }

    private record Notes(Runnable read, Runnable exported, List<String> lines) implements Progress {

        @Override
        public void note(String line) {
            lines.add(line);
        }

        @Override
        public void planned(int slices) {}

        @Override
        public void page(Slice slice, RowPage page) {
            read.run();
        }

        @Override
        public void exported(Slice slice, SliceExport export) {
            exported.run();
        }

        @Override
        public void failed(Slice slice, Problem problem) {}
    }
}
