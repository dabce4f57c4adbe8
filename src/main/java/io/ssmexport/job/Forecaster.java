package io.ssmexport.job;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.slices.PrintedText;
import io.ssmexport.job.slices.Refusals;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.Plan;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.plan.SliceToRead;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.Probe;
import io.ssmexport.ssm.Refusal;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ExportedAs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks ahead: what a run would read, whether each source lets it, and whether the destination takes it. One request per
 * source; nothing is written.
 */
public final class Forecaster {

    private final ExportOptions options;
    private final Environment environment;
    private final Function<Access, SsmClients> clients;
    private final Map<Source, Probe> probes = new ConcurrentHashMap<>();
    private final Map<Source, Problem> refused = new ConcurrentHashMap<>();
    private final Refusals refusals = new Refusals();

    public Forecaster(ExportOptions options, Environment environment) {
        this(options, environment, environment::clients);
    }

    /** With clients of a known endpoint. */
    Forecaster(ExportOptions options, Environment environment, Function<Access, SsmClients> clients) {
        this.options = options;
        this.environment = environment;
        this.clients = clients;
    }

    /**
     * Asks and looks.
     *
     * @throws Failure of kind USAGE if the options name no usable account, region or destination, or what is there goes on in
     *     another way: as a run refuses it
     */
    public Forecast forecast() {
        NumberedShard.require(options);
        PrintedText.of(options.output(), options.redactionRules(), new RunFigures());
        StateToInspect.requireUsable(options, environment.variables());
        Optional<Archive> there = KnownArchive.read(options, environment.variables());
        there.ifPresent(known -> known.requireSame(
                new ExportedAs(JobReading.selection(options), options.slice()),
                Stores.destination(options, environment.variables())));
        try (SinkToInspect inspected = SinkToInspect.open(options, environment)) {
            Sink sink = inspected.sink();
            Optional<Archive> archive = there.or(() -> moved(sink));
            return forecast(
                    archive.orElse(Archive.empty(options.slice())), sink, destination(sink, archive.isPresent()));
        }
    }

    private Optional<Archive> moved(Sink sink) {
        Map<String, Archive> known = KnownArchive.ofJob(options, environment.variables());
        return new MovedArchive(options, environment, sink).wasAt(known).map(known::get);
    }

    private Forecast forecast(Archive archive, Sink sink, @Nullable String destination) {
        Planner.Known known = Planner.Known.of(archive, entry -> sink.holds(entry.slice(), entry.export()));
        try (Sources sources = new Sources(options, environment, clients)) {
            List<Source> all = sources.all();
            ServiceTime time = sources.clients().time();
            sources.clients().learnTime(all);
            Instant now = time.now();
            Plan plan = new Planner(PlanRequest.of(options), known, now, time.isKnown()).plan(all, Set.of(), null);
            probe(sources.clients(), all, plan, now);
            ExpectedPages expected = new ExpectedPages(archive, probes, options.pageSize());
            return new Forecast(
                    now,
                    plan,
                    all,
                    plan.slices().stream()
                            .map(toRead -> expected.of(toRead, now))
                            .toList(),
                    refused,
                    destination,
                    archive.runs().stream()
                            .filter(run -> run.endedAt() == null)
                            .findFirst()
                            .orElse(null),
                    pagesPerSecond(archive),
                    time.ahead().orElse(null),
                    time.warning().orElse(null));
        }
    }

    private void probe(SsmClients ssm, List<Source> sources, Plan plan, Instant now) {
        Map<Source, List<SliceToRead>> bySource =
                plan.slices().stream().collect(Collectors.groupingBy(toRead -> Source.of(toRead.slice())));
        ExecutorService workers = Executors.newFixedThreadPool(options.parallel());
        try {
            List<? extends Future<?>> asked = sources.stream()
                    .map(source ->
                            workers.submit(() -> probe(ssm, source, bySource.getOrDefault(source, List.of()), now)))
                    .toList();
            for (Future<?> answer : asked) {
                answer.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void probe(SsmClients ssm, Source source, List<SliceToRead> slices, Instant now) {
        try {
            refusals.check(source);
            probes.put(source, Probe.of(ssm, source, query(), from(slices, now), until(slices, now)));
        } catch (SdkException e) {
            refusals.learn(source, e);
            refused.put(source, Refusal.of(e).at(source.place()));
        } catch (Failure e) {
            refused.put(source, e.problem().at(source.place()));
        }
    }

    private InvocationQuery query() {
        return Export.query(options);
    }

    private static Instant from(List<SliceToRead> slices, Instant now) {
        return slices.stream()
                .map(toRead -> toRead.slice().start())
                .min(Instant::compareTo)
                .orElse(now.minus(Duration.ofDays(1)));
    }

    private static Instant until(List<SliceToRead> slices, Instant now) {
        return slices.stream()
                .map(toRead -> toRead.planned().readUntil())
                .max(Instant::compareTo)
                .orElse(now);
    }

    private double pagesPerSecond(Archive archive) {
        long pages =
                archive.runs().stream().mapToLong(run -> run.counts().pages()).sum();
        long millis =
                archive.runs().stream().mapToLong(run -> run.counts().millis()).sum();
        if (pages > 0 && millis > 0) {
            return 1000.0 * pages / millis;
        }
        double took = probes.values().stream()
                .mapToLong(probe -> probe.took().toMillis())
                .average()
                .orElse(0);
        double asFastAsWorkersAre = took == 0 ? 0 : options.parallel() * 1000.0 / took;
        Double cap = options.maxRequestsPerSecond();
        return cap == null ? asFastAsWorkersAre : Math.min(asFastAsWorkersAre, cap * Math.max(1, probes.size()));
    }

    private static @Nullable String destination(Sink sink, boolean known) {
        try {
            sink.inspect();
            sink.check(known);
            return null;
        } catch (Failure e) {
            return e.getMessage();
        }
    }
}
