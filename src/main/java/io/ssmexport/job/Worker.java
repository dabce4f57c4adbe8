package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.INCOMPLETE;
import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.broker.Broker;
import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.ThisProcess;
import io.ssmexport.job.slices.Handout;
import io.ssmexport.job.slices.PrintedText;
import io.ssmexport.job.slices.Progress;
import io.ssmexport.job.slices.RunFigures;
import io.ssmexport.job.slices.WorkerJob;
import io.ssmexport.job.slices.WorkerParts;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresProblem;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.SsmClients;
import io.ssmexport.ssm.StopSignal;
import io.ssmexport.state.Ledger;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads slices that runs of a job hand out at a broker, until it is asked to stop. */
public final class Worker {

    private final ExportOptions options;
    private final Environment environment;
    private final StopSignal stop;
    private final Progress progress;
    private final Function<Access, SsmClients> clients;
    private final RunFigures figures = new RunFigures();
    private final PrintedText printed;

    /**
     * Worker of a job.
     *
     * @throws Failure of kind USAGE if a file that the options name is wrong
     */
    public Worker(ExportOptions options, Environment environment, StopSignal stop, Progress progress) {
        this.options = options;
        this.environment = environment;
        this.stop = stop;
        this.progress = progress;
        this.clients = environment::clients;
        this.printed = PrintedText.of(options.output(), options.redactionRules(), figures);
    }

    /** What it did so far. */
    public RunFigures figures() {
        return figures;
    }

    /**
     * Works.
     *
     * @param untilIdle how long to wait for work, or null for as long as it takes
     * @throws Failure of kind USAGE if something is wrong with its options, also beside those of a run; of kind INCOMPLETE if
     *     the state went away for long
     */
    public void run(@Nullable Duration untilIdle) throws InterruptedException {
        BrokerUrl url = options.broker();
        if (url == null) {
            throw new Failure(
                    USAGE, Problem.at("broker", "is required: name the broker at which a run hands out its slices"));
        }
        try (Sources sources = new Sources(options, environment, clients);
                Broker broker = Broker.open(url, environment.variables());
                WorkerStores stores = new WorkerStores(
                        options, environment, sources.all().get(0).account())) {
            // Before there is work: the first slices don't wait for it.
            sources.clients().learnTime(sources.all());
            new WorkerJob(new WorkerParts(
                            ThisProcess.name(),
                            sources.clients(),
                            Export.query(options),
                            printed,
                            stores::open,
                            options.pagesPerCommit(),
                            stores.state(),
                            stores.readers(),
                            new Ledger(
                                    stores.state().dataSource(),
                                    Stores.destination(options, environment.variables()),
                                    options.slice()),
                            stop,
                            progress,
                            figures))
                    .execute(
                            broker.queue(Handout.queueName(
                                    options.name(), stores.readers().mark())),
                            options.parallel(),
                            untilIdle,
                            () -> progress.note("waits for slices of job " + options.name() + " at " + url));
        } catch (DataAccessException | TransactionException e) {
            throw PostgresProblem.failure(INCOMPLETE, "state", e);
        }
    }
}
