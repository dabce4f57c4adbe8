package io.ssmexport.job;

import io.ssmexport.failure.Failure;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import io.ssmexport.ssm.Caller;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.Runs;
import io.ssmexport.state.Standing;
import io.ssmexport.state.StateDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A run from beginning to end: checks everything that can be wrong, takes the lock, finishes what an earlier run left,
 * plans, and reads what the plan says.
 */
public final class Export {

    private final ExportOptions options;
    private final Environment environment;
    private final RunFigures figures = new RunFigures();
    private final PrintedText printed;
    private @Nullable Standing standing;

    /**
     * What a run finds around it.
     *
     * @param variables environment variables, for the place of the state
     * @param standardOutput where {@code csv:-} goes
     * @param version of this program, for the user agent
     */
    public record Environment(
            Clock clock,
            Map<String, String> variables,
            OutputStream standardOutput,
            String version,
            StopSignal stop,
            Progress progress) {}

    /** @throws Failure of kind USAGE if a file that the options name is wrong */
    public Export(ExportOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        this.printed = PrintedText.of(options, figures);
    }

    /** What the run did so far. */
    public RunFigures figures() {
        return figures;
    }

    /** How the export stands after the run; empty if its state is not there or can't be read. */
    public Optional<Standing> standing() {
        return standing != null ? Optional.of(standing) : Stores.standing(options, environment);
    }

    /**
     * Runs until everything is exported, failed or a stop is requested.
     *
     * @throws Failure of kind USAGE or BUSY before anything is written
     */
    public void run() {
        withSources((clients, sources) -> {
            if (options.into().equals("csv:-")) {
                withTemporaryState(directory -> read(clients, sources, directory));
            } else {
                read(clients, sources, null);
            }
        });
    }

    /** Lets the work ask the accounts and regions that the options name, or the simulator in their place. */
    void withSources(BiConsumer<SsmClients, List<Source>> work) {
        if (options.simulate() == null) {
            withSources(new SsmClients(environment.version()), work);
            return;
        }
        try (Simulator simulator = simulator(options.simulate())) {
            var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator"));
            withSources(new SsmClients(environment.version(), credentials, simulator.endpoint()), work);
        }
    }

    private void withSources(SsmClients clients, BiConsumer<SsmClients, List<Source>> work) {
        try (clients) {
            work.accept(clients, sources(clients));
        }
    }

    private Simulator simulator(Simulation simulation) {
        try {
            return Simulator.start(simulation, Simulator.frozenAtMidnight(environment.clock()), 0, Faults.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Source> sources(SsmClients clients) {
        List<String> regions = options.regions();
        if (regions.isEmpty()) {
            regions = List.of(options.simulate() == null ? Caller.region() : "us-east-1");
        }
        String account = options.accountId() != null ? options.accountId() : Caller.accountId(clients, regions.get(0));
        return regions.stream()
                .distinct()
                .map(region -> new Source(account, region))
                .toList();
    }

    private void read(SsmClients clients, List<Source> sources, @Nullable Path temporaryState) {
        try (Stores stores =
                Stores.open(options, environment, temporaryState, query().selection() + printed.selection())) {
            try {
                new SlicesOfRun(clients, sources, stores).read();
                stores.finished();
            } finally {
                if (options.isReported()) {
                    standing = stores.standing();
                }
            }
        } finally {
            figures.retried(clients.retries());
            figures.throttled(clients.throttles());
        }
    }

    /** What {@link #read} works with once everything is open. */
    private final class SlicesOfRun {

        private final SsmClients clients;
        private final List<Source> sources;
        private final StateDatabase state;
        private final Sink sink;
        private final Runs runs;
        private final Ledger ledger;

        SlicesOfRun(SsmClients clients, List<Source> sources, Stores stores) {
            this.clients = clients;
            this.sources = sources;
            this.state = stores.state();
            this.sink = stores.sink();
            this.runs = stores.runs();
            this.ledger = stores.ledger();
        }

        void read() {
            Set<Slice> failed = new HashSet<>();
            runs.unfinished().ifPresent(runId -> {
                environment.progress().note("resuming run " + runId + ", which did not end");
                failed.addAll(execute(runId));
            });
            if (environment.stop().isRequested()) {
                return;
            }
            Planner.Plan plan = new Planner(options, sink, runs, ledger)
                    .plan(sources, environment.clock().instant(), failed);
            figures.planned(plan.covered(), plan.expired().size());
            tell(plan);
            if (!plan.slices().isEmpty()) {
                execute(save(plan));
            } else if (failed.isEmpty()) {
                // A run that finds nothing to do is a success too, and this is where successes are looked up.
                runs.end(save(plan), environment.clock().instant(), "complete");
            }
        }

        private long save(Planner.Plan plan) {
            Long runId = new TransactionTemplate(state.transactionManager())
                    .execute(status ->
                            runs.plan(plan.slices(), environment.clock().instant()));
            return runId;
        }

        /** Does what is left of a run; the slices that failed. */
        private Set<Slice> execute(long runId) {
            long pagesBefore = figures.pages();
            try (var context = new AnnotationConfigApplicationContext()) {
                context.registerBean(
                        "dataSource", DataSource.class, state::dataSource, bean -> bean.setDestroyMethodName(""));
                context.registerBean("transactionManager", PlatformTransactionManager.class, state::transactionManager);
                context.registerBean(
                        BatchConfiguration.SliceThreads.class,
                        () -> new BatchConfiguration.SliceThreads(ExportJob.threads(options)));
                context.register(BatchConfiguration.class);
                context.refresh();
                ExportJob job = new ExportJob(
                        options,
                        sink,
                        ledger,
                        runs,
                        clients,
                        query(),
                        printed,
                        environment.clock(),
                        environment.stop(),
                        environment.progress(),
                        figures,
                        context.getBean(BatchInfrastructure.class),
                        runId);
                Set<Slice> failed = job.execute().keySet();
                boolean worthResuming = figures.pages() > pagesBefore;
                if (!environment.stop().isRequested() && (failed.isEmpty() || !worthResuming)) {
                    runs.end(runId, environment.clock().instant(), failed.isEmpty() ? "complete" : "incomplete");
                }
                return failed;
            } catch (JobExecutionException e) {
                runs.end(runId, environment.clock().instant(), "given up");
                environment
                        .progress()
                        .note("run " + runId + " can't be resumed (" + e.getMessage() + "); planning anew");
                return Set.of();
            }
        }
    }

    private void tell(Planner.Plan plan) {
        if (!plan.expired().isEmpty()) {
            environment
                    .progress()
                    .note(plan.expired().size()
                            + " slices were not read to their end before AWS forgot them, the first "
                            + plan.expired().get(0) + "; what was exported of them stays");
        }
        if (plan.slices().isEmpty()) {
            environment.progress().note("nothing to do: all " + plan.covered() + " slices of the window are exported");
        }
    }

    private InvocationQuery query() {
        return new InvocationQuery(
                options.commandId(), options.instanceId(), options.filters(), options.details(), options.pageSize());
    }

    /** Standard output can't be resumed, so its state ends with the run. */
    private static void withTemporaryState(Consumer<Path> work) {
        try {
            Path directory = Files.createTempDirectory("ssm-export");
            try {
                work.accept(directory);
            } finally {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
