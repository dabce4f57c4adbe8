package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.destination.FileDestination;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.destination.TableDestination;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.ThisProcess;
import io.ssmexport.job.slices.RunTerms;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresUrl;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.file.FileSink;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.SliceReaders;
import io.ssmexport.state.StateDatabase;
import org.jspecify.annotations.Nullable;

/** What a worker writes to, under the locks of the run that hands out slices: the state, and the destination once it is needed. */
final class WorkerStores implements AutoCloseable {

    private final ExportOptions options;
    private final Environment environment;
    private final String account;
    private final Opened opened = new Opened();
    private final PostgresDatabase database;
    private final SliceReaders readers;
    private final StateDatabase state;
    private @Nullable RunTerms agreed;
    private @Nullable Sink sink;

    /**
     * Opens the state.
     *
     * @param account that this worker reads where it assumes no roles
     * @throws Failure of kind USAGE if that can't be done
     */
    WorkerStores(ExportOptions options, Environment environment, String account) {
        this.options = options;
        this.environment = environment;
        this.account = account;
        try {
            this.database = database(((StatePlace.Database) options.state()).url());
            this.readers = new SliceReaders(database.dataSource(), options.name(), ThisProcess.name());
            this.state = StateDatabase.of(database, readers);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private PostgresDatabase database(PostgresUrl url) {
        PostgresDatabase made = PostgresDatabase.open(
                url.address(environment.variables()), options.name(), Stores.threads(options) + 2);
        opened.add(made);
        StateDatabase.MIGRATIONS.apply(made);
        return made;
    }

    StateDatabase state() {
        return state;
    }

    SliceReaders readers() {
        return readers;
    }

    /** See {@link io.ssmexport.job.slices.WorkerParts.SinkOfRun}. */
    synchronized Sink open(RunTerms terms) {
        if (!terms.equals(agreed)) {
            terms.requireSame(JobReading.terms(options, environment.variables(), account));
            agreed = terms;
        }
        Sink known = sink;
        if (known == null) {
            known = open();
            known.prepare();
            sink = known;
        }
        return known;
    }

    private Sink open() {
        if (options.into() instanceof FileDestination into) {
            FileSink files = Stores.files(into, options, environment, Stores.temporary());
            opened.add(files);
            return files;
        }
        PostgresUrl url = ((TableDestination) options.into()).url();
        requireTogether(url);
        return new PostgresSink(database, options.name(), JobReading.of(options), state.transactionManager());
    }

    private void requireTogether(PostgresUrl url) {
        if (!options.state().equals(StatePlace.of(options.into()))) {
            try (PostgresDatabase rows =
                    PostgresDatabase.open(url.address(environment.variables()), options.name(), 1)) {
                requireTogether(rows.isSameAs(database));
            }
        }
    }

    /** A worker that was believed dead could else write rows of a slice that another has read on. */
    static void requireTogether(boolean isSame) {
        if (!isSame) {
            throw new Failure(
                    USAGE,
                    Problem.at("state", "must be in the database of the rows where workers read the slices")
                            .withRemedy("leave it out, which puts it there"));
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
