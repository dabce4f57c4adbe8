package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;

import io.ssmexport.broker.Broker;
import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.job.slices.ExportJob;
import io.ssmexport.job.slices.Gate;
import io.ssmexport.job.slices.Handout;
import io.ssmexport.job.slices.PrintedText;
import io.ssmexport.job.slices.Progress;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.SliceWork;
import io.ssmexport.job.slices.Tally;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.ForgottenSoon;
import io.ssmexport.plan.Plan;
import io.ssmexport.plan.PlanRequest;
import io.ssmexport.plan.Planner;
import io.ssmexport.postgres.Patience;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.sink.Sink;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.state.Archive;
import io.ssmexport.state.HandedOut;
import io.ssmexport.state.JobLock;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.LedgerEntry;
import io.ssmexport.state.RunCounts;
import io.ssmexport.state.Runs;
import io.ssmexport.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.BackOff;

/**
 * A run from beginning to end: checks everything that can be wrong, takes the lock, finishes what an earlier run left,
 * plans, and reads what the plan says.
 */
public final class Export {

    private static final Logger LOG = LoggerFactory.getLogger(Export.class);

    private final ExportOptions options;
    private final Environment environment;
    private final StopSignal stop;
    private final Progress progress;
    private final Function<Access, SsmClients> clients;
    private final RunFigures figures = new RunFigures();
    private final PrintedText printed;
    private @Nullable Broker broker;
    private boolean begun;
    private boolean planned;

    /**
     * Export of a job.
     *
     * @param stop asks the run to end after its current commits
     * @throws Failure of kind USAGE if a file that the options name is wrong
     */
    public Export(ExportOptions options, Environment environment, StopSignal stop, Progress progress) {
        this(options, environment, stop, progress, environment::clients);
    }

    /** Export with clients of a known endpoint. */
    Export(
            ExportOptions options,
            Environment environment,
            StopSignal stop,
            Progress progress,
            Function<Access, SsmClients> clients) {
        NumberedShard.require(options);
        this.options = options;
        this.environment = environment;
        this.stop = stop;
        this.progress = progress;
        this.clients = clients;
        this.printed = PrintedText.of(options.output(), options.redactionRules(), figures);
    }

    /** What the run did so far. */
    public RunFigures figures() {
        return figures;
    }

    /**
     * Runs until everything is exported, failed or a stop is requested.
     *
     * @throws Failure of kind USAGE or BUSY before anything is written
     */
    public void run() {
        try (Sources sources = new Sources(options, environment, clients)) {
            figures.timed(sources.clients().time());
            List<Source> all = own(sources);
            figures.sources(all);
            if (options.broker() == null) {
                read(sources.clients(), all);
            } else {
                handOut(options.broker(), sources.clients(), all);
            }
        }
    }

    private void handOut(BrokerUrl url, SsmClients clients, List<Source> all) {
        try (Broker opened = Broker.open(url, environment.variables())) {
            broker = opened;
            read(clients, all);
        }
    }

    /** What to read. Where credentials don't even tell whose they are, status has to know that too. */
    private List<Source> own(Sources sources) {
        try {
            return sources.all();
        } catch (RuntimeException e) {
            try {
                leaveWord(e);
            } catch (RuntimeException notToBeLeft) {
                LOG.debug("the failure is not left for status", notToBeLeft);
            }
            throw e;
        }
    }

    /** Only where something was exported: a mistake at the first try leaves nothing behind. */
    private void leaveWord(RuntimeException failure) {
        if (!options.into().isKept()
                || KnownArchive.read(options, environment.variables()).isEmpty()) {
            return;
        }
        try (Stores stores = stores(null)) {
            stores.runs().failed(environment.clock().instant(), String.valueOf(failure.getMessage()));
            stores.tell();
            stores.finished();
        }
    }

    private Stores stores(@Nullable Path temporaryState) {
        return Stores.open(options, environment, temporaryState, JobReading.selection(options));
    }

    private void read(SsmClients clients, List<Source> sources) {
        if (options.into().isKept()) {
            read(clients, sources, null);
        } else {
            TemporaryState.with(directory -> read(clients, sources, directory));
        }
    }

    /** Where the state or the rows are in Postgres, goes on when it has come back: as if the run was started again. */
    private void read(SsmClients clients, List<Source> sources, @Nullable Path temporaryState) {
        Patience patience = new Patience(figures::done);
        RetryTemplate attempts = new RetryTemplate(new RetryPolicy() {
            @Override
            public boolean shouldRetry(Throwable thrown) {
                // What is wrong at the start doesn't pass, and is told at once.
                boolean again = begun && !stop.isRequested() && patience.shouldRetry(thrown);
                if (again) {
                    progress.note("interrupted (" + PostgresProblem.said(thrown)
                            + "), goes on from the last commit in a moment");
                }
                return again;
            }

            @Override
            public BackOff getBackOff() {
                return patience.getBackOff();
            }
        });
        try {
            attempts.invoke(() -> readOnce(clients, sources, temporaryState));
        } finally {
            figures.retried(clients.retries());
            figures.throttled(clients.throttles());
            clients.time().warning().ifPresent(figures::warn);
        }
    }

    private void readOnce(SsmClients clients, List<Source> sources, @Nullable Path temporaryState) {
        try (Stores stores = stores(temporaryState)) {
            begun = true;
            if (stores.movedFrom() != null) {
                progress.note("this is the archive that was at " + stores.movedFrom() + ": each of its files is here");
            }
            clients.learnTime(sources);
            new SlicesOfRun(clients, sources, stores).read();
            describe(stores);
            stores.finished();
        } catch (RuntimeException e) {
            throw failure(e, temporaryState);
        }
    }

    /** The rows are there: what is said of them may be late by a run, and who may write may not write that. */
    private void describe(Stores stores) {
        try {
            stores.describe();
        } catch (Failure unsaid) {
            figures.warn("coverage_by_day over the files stays as it was: "
                    + unsaid.problem().text());
        }
    }

    private RuntimeException failure(RuntimeException thrown, @Nullable Path temporaryState) {
        FatalError.rethrow(thrown);
        @Nullable
        Failure known =
                StateDatabase.problem(thrown, () -> Stores.stateDirectory(options, environment, temporaryState));
        if (known != null) {
            return known;
        }
        if (thrown instanceof DataAccessException || thrown instanceof TransactionException) {
            return PostgresProblem.failure(INCOMPLETE, "state", thrown);
        }
        // A server that doesn't come back is no mistake of the user's.
        return begun && thrown instanceof Failure told && PostgresProblem.isPassing(told)
                ? new Failure(INCOMPLETE, told.problem(), told)
                : thrown;
    }

    /** What {@link #read} works with once everything is open. */
    private final class SlicesOfRun {

        private final SsmClients clients;
        private final List<Source> sources;
        private final Stores stores;
        private final StateDatabase state;
        private final Sink sink;
        private final Runs runs;
        private final Ledger ledger;
        private final Map<LedgerEntry, Boolean> held = new HashMap<>();

        SlicesOfRun(SsmClients clients, List<Source> sources, Stores stores) {
            this.clients = clients;
            this.sources = sources;
            this.stores = stores;
            this.state = stores.state();
            this.sink = stores.sink();
            this.runs = stores.runs();
            this.ledger = stores.ledger();
        }

        void read() {
            Set<Slice> failed = new HashSet<>();
            Optional<Runs.Unfinished> unfinished = runs.unfinished();
            unfinished.ifPresent(run -> {
                progress.note("resuming run " + run.runId() + ", which did not end");
                failed.addAll(execute(run.runId()));
            });
            // A list is done with that; slices can have come meanwhile.
            boolean listed = options.isList() && (figures.slices() > 0 || !failed.isEmpty());
            if (listed || stop.isRequested()) {
                return;
            }
            if (planned) {
                // Postgres interrupted the run after this process had planned it, and now it is done.
                warn();
                return;
            }
            Collection<Archive> others = stores.others();
            Plan plan = plan(failed, unfinished, others);
            figures.planned(plan.covered(), plan.expired().size());
            plan.notes(now()).forEach(progress::note);
            retainedFrom(others)
                    .filter(time -> options.from() != null
                            && !options.again()
                            && options.from().at(now()).isBefore(time))
                    .ifPresent(time -> progress.note("what was requested before " + time
                            + " was forgotten on purpose and is left out; --again reads it again"));
            if (plan.slices().isEmpty()) {
                saveNothingToDo(plan);
                stores.tell();
            } else {
                long runId = save(plan);
                planned = true;
                execute(runId);
            }
            if (!plan.slices().isEmpty() || unfinished.isPresent()) {
                warn();
            }
        }

        private Instant now() {
            return clients.time().now();
        }

        private Plan plan(Set<Slice> except, Optional<Runs.Unfinished> resumed, Collection<Archive> others) {
            Instant now = now();
            PlanRequest asked = PlanRequest.of(options);
            @Nullable Instant lastRun = runs.lastStart().orElse(null);
            Instant oldest = Planner.oldestOfInterest(asked, lastRun, now);
            Map<Slice, LedgerEntry> exported = KnownShards.newest(Stream.concat(
                    ledger.entries(oldest).stream(),
                    others.stream()
                            .flatMap(other -> other.slices().stream())
                            .filter(entry -> !entry.slice().start().isBefore(oldest))));
            Planner.Known known = new Planner.Known(
                    exported, runs.starts(), lastRun, retainedFrom(others).orElse(null), this::isHeld);
            Optional<Instant> doneSince =
                    resumed.filter(run -> run.request().equals(asked.inWords())).map(Runs.Unfinished::startedAt);
            return new Planner(asked, known, now, clients.time().isKnown())
                    .plan(sources, except, doneSince.orElse(null));
        }

        private Optional<Instant> retainedFrom(Collection<Archive> others) {
            return Stream.concat(
                            runs.retainedFrom().stream(),
                            others.stream().flatMap(other -> Stream.ofNullable(other.retainedFrom())))
                    .max(Comparator.naturalOrder());
        }

        /** Looked at once: that takes the time of reading the file. */
        private boolean isHeld(LedgerEntry entry) {
            return held.computeIfAbsent(entry, unknown -> sink.holds(unknown.slice(), unknown.export()));
        }

        private long save(Plan plan) {
            Long runId = new TransactionTemplate(state.transactionManager()).execute(status -> {
                runs.saveStarts(plan.starts());
                return runs.plan(plan.planned(), PlanRequest.of(options).inWords(), now());
            });
            return runId;
        }

        /** That there was nothing to do is a success too, unless what was resumed before failed. */
        private void saveNothingToDo(Plan plan) {
            stores.inTransaction(() -> {
                runs.saveStarts(plan.starts());
                if (figures.failures().isEmpty()) {
                    runs.succeeded(now());
                }
            });
        }

        /** Does what is left of a run; the slices that failed. */
        private Set<Slice> execute(long runId) {
            RunCounts done = runs.counts(runId);
            RunCounts before = figures.counts();
            Runnable checkpoint = () -> {
                figures.retried(clients.retries());
                figures.throttled(clients.throttles());
                stores.inTransaction(
                        () -> runs.saveCounts(runId, done.plus(figures.counts().minus(before))));
            };
            stores.tell();
            try {
                SliceWork work = new SliceWork(
                        clients,
                        query(),
                        printed,
                        sink,
                        options.pagesPerCommit(),
                        new Gate(options.parallel(), stop),
                        new Tally(figures, progress, () -> stores.tellNowAndThen(checkpoint)));
                Set<Slice> failed =
                        new ExportJob(work, state, runs, ledger, runId, handout()).execute(Stores.threads(options));
                if (!failed.isEmpty()) {
                    stores.inTransaction(() -> runs.failed(now(), figures.failure()));
                }
                return failed;
            } finally {
                sink.putAside().forEach(figures::warnOnce);
                checkpoint.run();
                stores.tell();
            }
        }

        private @Nullable Handout handout() {
            if (broker == null) {
                return null;
            }
            JobLock.Tenure tenure = stores.tenure();
            return new Handout(
                    broker.queue(Handout.queueName(options.name(), tenure.mark())),
                    tenure.taken(),
                    JobReading.terms(
                            options, environment.variables(), sources.get(0).account()),
                    new HandedOut(state.dataSource()));
        }

        /** Tells at the end what AWS is about to forget all the same. */
        private void warn() {
            if (stop.isRequested()) {
                return;
            }
            Instant now = now();
            Plan rest = plan(Set.of(), Optional.empty(), stores.others());
            ForgottenSoon.lines(rest.forgottenWithin(Duration.ofDays(options.warnDays()), now), options.warnDays(), now)
                    .forEach(figures::warn);
        }
    }

    private InvocationQuery query() {
        return query(options);
    }

    static InvocationQuery query(ExportOptions options) {
        return new InvocationQuery(
                options.commandId(),
                options.instanceId(),
                options.filters(),
                options.details(),
                options.pageSize(),
                options.range());
    }
}
