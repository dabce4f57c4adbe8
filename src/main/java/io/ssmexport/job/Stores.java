package io.ssmexport.job;

import io.ssmexport.destination.FileDestination;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.destination.TableDestination;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.OutputMode;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.PostgresUrl;
import io.ssmexport.row.Column;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.file.FileSink;
import io.ssmexport.sink.file.FileSinkSettings;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.s3.BucketAccess;
import io.ssmexport.sink.file.storage.FileRights;
import io.ssmexport.sink.file.storage.HeldLock;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.Archive;
import io.ssmexport.state.ArchiveSnapshot;
import io.ssmexport.state.CoverageLines;
import io.ssmexport.state.JobLock;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.LockedTransactions;
import io.ssmexport.state.MovedDestination;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.Runs;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a run writes to: the state and the destination, open and locked. Where both are the same database, they share its
 * pool and its transactions.
 */
final class Stores implements AutoCloseable {

    /** Destination of a job whose state lies beside the rows, whatever the name of that server is today. */
    private static final String BESIDE = "postgres:ssm.command_plugin";

    /** Merges take turns; with more of them waiting, reading is no longer what takes long. */
    private static final int MOST_MERGED = 4;

    private final ExportOptions options;
    private final Environment environment;
    private final Instant now;
    private final Opened opened = new Opened();
    private final StateDatabase state;
    private final Sink sink;
    private final String destination;
    private final Runs runs;
    private JobLock.@Nullable Tenure tenure;
    private @Nullable String movedFrom;
    private @Nullable HeldLock destinationLock;
    private @Nullable ArchiveSnapshot archive;

    /**
     * Opens and locks.
     *
     * @param temporary directory for the state of an export that can't be resumed, or null
     * @param selection which invocations, and which of their columns are filled
     * @throws io.ssmexport.failure.Failure of kind USAGE or BUSY before anything is written to the destination
     */
    static Stores open(ExportOptions options, Environment environment, @Nullable Path temporary, String selection) {
        return new Stores(options, environment, temporary, selection);
    }

    /**
     * Opens and locks for what is done on purpose to what is there, however it was read.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE or BUSY before anything is changed
     */
    static Stores openAsItIs(ExportOptions options, Environment environment) {
        return new Stores(options, environment, null, null);
    }

    /** @param selection null to take what is there as it is */
    private Stores(
            ExportOptions options, Environment environment, @Nullable Path temporary, @Nullable String selection) {
        this.options = options;
        this.environment = environment;
        this.now = environment.clock().instant();
        this.destination = destination(options, environment.variables());
        try {
            @Nullable
            PostgresDatabase rows = options.into() instanceof TableDestination table ? database(table.url()) : null;
            @Nullable FileSink files;
            if (temporary == null && options.state() instanceof StatePlace.Database place) {
                PostgresDatabase database = beside(rows, place.url());
                if (options.broker() != null) {
                    WorkerStores.requireTogether(rows == null || database == rows);
                }
                JobLock lock = lock(database);
                this.tenure = lock.tenure();
                this.state = StateDatabase.of(database, lock);
                files = files(temporary());
                this.sink = rows == null
                        ? Objects.requireNonNull(files)
                        : sink(rows, database == rows ? state.transactionManager() : locked(rows));
            } else {
                StateDirectory directory = stateDirectory(options, environment, temporary);
                files = files(directory.path());
                directory.create();
                opened.add(RunLock.ofJob(directory, now));
                this.state = opened.add(StateDatabase.open(directory, threads(options) + 2));
                this.archive = new ArchiveSnapshot(directory, state.dataSource());
                this.sink = rows == null ? Objects.requireNonNull(files) : sink(rows, locked(rows));
            }
            this.runs = new Runs(state.dataSource(), destination, options.slice());
            boolean known = selection != null && (runs.isKnown(selection) || isFoundAgain());
            if (files != null) {
                if (selection != null) {
                    sink.check(known);
                }
                sink.prepare();
                this.destinationLock = opened.add(lock(files));
            } else {
                sink.prepare();
            }
            if (selection != null) {
                sink.hold(known);
                if (!known) {
                    runs.register(selection);
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isFoundAgain() {
        this.movedFrom = new MovedArchive(options, environment, sink)
                .wasAt(KnownArchive.ofJob(state.dataSource(), options))
                .orElse(null);
        if (movedFrom != null) {
            String before = inState(options, movedFrom);
            inTransaction(() -> new MovedDestination(state.dataSource(), before, destination).rename());
        }
        return movedFrom != null;
    }

    private PostgresDatabase database(PostgresUrl url) {
        PostgresDatabase database = opened.add(
                PostgresDatabase.open(url.address(environment.variables()), options.name(), threads(options)));
        StateDatabase.MIGRATIONS.apply(database);
        return database;
    }

    /** That of the rows, if the state is in the same: a job has one lock there, which it can take once. */
    private PostgresDatabase beside(@Nullable PostgresDatabase rows, PostgresUrl url) {
        if (rows != null && options.state().equals(StatePlace.of(options.into()))) {
            return rows;
        }
        PostgresDatabase database = database(url);
        return rows != null && database.isSameAs(rows) ? rows : database;
    }

    private HeldLock lock(FileSink files) {
        String what = "a job into " + options.into();
        String share = options.shard() == null ? "" : options.shard().suffix();
        return files.lock(what, share, now).orElseGet(() -> RunLock.of(files.lockFile(), what, now));
    }

    /** What other shards of the job have exported, and the job itself if this is one. */
    Collection<Archive> others() {
        if (!options.into().isKept()) {
            return List.of();
        }
        return archive == null
                ? KnownArchive.others(state.dataSource(), options, environment.variables())
                : KnownArchive.others(options, environment.variables());
    }

    private JobLock lock(PostgresDatabase database) {
        return opened.add(JobLock.take(database, options.name(), now));
    }

    /**
     * Threads that work on slices, each with a connection at a time. For files more than read, so that others are read
     * while those that ended together are merged; rows in Postgres need no merging.
     */
    static int threads(ExportOptions options) {
        return options.into() instanceof TableDestination
                ? options.parallel()
                : options.parallel() + Math.min(options.parallel(), MOST_MERGED);
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Looked at before the state is made, so that a path that can't be written leaves nothing behind. */
    private @Nullable FileSink files(Path scratch) {
        if (options.into() instanceof FileDestination into) {
            FileSink files = opened.add(files(into, options, environment, scratch));
            files.inspect();
            return files;
        }
        return null;
    }

    private PlatformTransactionManager locked(PostgresDatabase rows) {
        return new LockedTransactions(rows.dataSource(), lock(rows));
    }

    private Sink sink(PostgresDatabase rows, PlatformTransactionManager transactions) {
        return new PostgresSink(rows, options.name(), JobReading.of(options), transactions);
    }

    static FileSink files(FileDestination into, ExportOptions options, Environment environment, Path scratch) {
        long rowGroupBytes = Math.min(
                FileSinkSettings.DEFAULT_ROW_GROUP_BYTES, Runtime.getRuntime().maxMemory() / 8);
        return FileSink.of(
                into,
                new FileSinkSettings(
                        options.name(),
                        JobReading.of(options),
                        options.slice(),
                        rowGroupBytes,
                        csv(options),
                        options.rows(),
                        rights(options),
                        new FileOutputStream(FileDescriptor.out),
                        scratch,
                        new BucketAccess(
                                environment::bucketClients,
                                options.bucket().owner(),
                                options.bucket().kmsKey())));
    }

    private static CsvStyle csv(ExportOptions options) {
        return new CsvStyle(
                options.guardFormulas(), options.excel(), options.columns().isEmpty() ? Column.ALL : options.columns());
    }

    private static FileRights rights(ExportOptions options) {
        boolean outputs = options.details() && options.output() != OutputMode.NONE;
        return outputs ? FileRights.ofOutputs(options.fileMode()) : FileRights.ofOthers(options.fileMode());
    }

    /** The same text for the same place, wherever the command is run; without user and password. */
    static String destination(ExportOptions options, Map<String, String> variables) {
        String place = options.into().place(variables);
        if (!options.into().isKept()) {
            return place;
        }
        return inState(options, options.state().equals(StatePlace.of(options.into())) ? BESIDE : place);
    }

    /** What a state calls a place of the job; one in Postgres is shared by several. */
    static String inState(ExportOptions options, String place) {
        return options.state() instanceof StatePlace.Directory ? place : options.name() + " " + place;
    }

    /** Directory of a state that isn't in Postgres. */
    static StateDirectory stateDirectory(ExportOptions options, Environment environment, @Nullable Path temporary) {
        return temporary != null
                ? new StateDirectory(temporary)
                : StateDirectory.of(options.state().onHost(), options.name(), environment.variables());
    }

    StateDatabase state() {
        return state;
    }

    Sink sink() {
        return sink;
    }

    /** In which this process has the lock of the job, where the state is in Postgres. */
    JobLock.Tenure tenure() {
        return Objects.requireNonNull(tenure, "the state is in a directory");
    }

    /** Changes the state. Whoever lost the lock to another changes nothing of what that one goes by. */
    void inTransaction(Runnable work) {
        new TransactionTemplate(state.transactionManager()).executeWithoutResult(status -> work.run());
    }

    /** Where the archive was before it was moved to where it is found now; null if it wasn't. */
    @Nullable
    String movedFrom() {
        return movedFrom;
    }

    Runs runs() {
        return runs;
    }

    Ledger ledger() {
        return new Ledger(state.dataSource(), destination, options.slice());
    }

    /** Says to whoever looks on what is archived at this moment; where the state is in Postgres they see it themselves. */
    void tell() {
        if (archive != null) {
            archive.write();
        }
    }

    /**
     * As {@link #tell}, unless that was a moment ago.
     *
     * @param before what to bring up to date in the database first
     */
    void tellNowAndThen(Runnable before) {
        if (archive == null) {
            before.run();
        } else {
            archive.refresh(before);
        }
    }

    /**
     * Says to readers of a dataset which days are archived, beside it: they may not have the state.
     *
     * @throws io.ssmexport.failure.Failure of kind INCOMPLETE if it can't be written
     */
    void describe() {
        if (sink instanceof FileSink files) {
            CoverageLines lines = new CoverageLines(state.dataSource(), destination, options.slice());
            files.describe(() -> lines.of(options.name()));
        }
    }

    /** Says that nothing of the destination is left in the middle, so that its lock can go. */
    void finished() {
        if (destinationLock != null && sink instanceof FileSink files) {
            destinationLock.remove();
            files.cleanUp();
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
