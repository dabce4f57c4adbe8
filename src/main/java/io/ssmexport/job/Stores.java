package io.ssmexport.job;

import io.ssmexport.failure.Failure;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.JobLock;
import io.ssmexport.postgres.Migrations;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.file.FileSink;
import io.ssmexport.sink.file.FileSinkSettings;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.Ledger;
import io.ssmexport.state.RunLock;
import io.ssmexport.state.Runs;
import io.ssmexport.state.Standing;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * What a run writes to: the state and the destination, open and locked. Where both are the same database, they share its
 * pool and its transactions.
 */
final class Stores implements AutoCloseable {

    /** Destination of a job whose state lies beside the rows, whatever the name of that server is today. */
    private static final String BESIDE = "postgres:ssm.command_plugin";

    private final ExportOptions options;
    private final Export.Environment environment;
    private final Instant now;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final StateDatabase state;
    private final Sink sink;
    private final String destination;
    private final Runs runs;
    private @Nullable RunLock destinationLock;

    /**
     * Opens and locks.
     *
     * @param temporary directory for the state of an export that can't be resumed, or null
     * @param selection which invocations, and which of their columns are filled
     * @throws io.ssmexport.failure.Failure of kind USAGE or BUSY before anything is written to the destination
     */
    static Stores open(
            ExportOptions options, Export.Environment environment, @Nullable Path temporary, String selection) {
        return new Stores(options, environment, temporary, selection);
    }

    private Stores(ExportOptions options, Export.Environment environment, @Nullable Path temporary, String selection) {
        this.options = options;
        this.environment = environment;
        this.now = environment.clock().instant();
        try {
            @Nullable PostgresDatabase rows = PostgresAddress.isOne(options.into()) ? database(options.into()) : null;
            String stateText = options.state() != null ? options.state() : rows != null ? options.into() : "";
            if (temporary == null && PostgresAddress.isOne(stateText)) {
                PostgresDatabase database =
                        stateText.equals(options.into()) && rows != null ? rows : database(stateText);
                this.state = StateDatabase.of(database, lock(database));
                this.destination = options.name() + " " + (database == rows ? BESIDE : place(options, environment));
                if (rows != null && database != rows) {
                    lock(rows);
                }
                this.sink = rows != null ? new PostgresSink(rows, options.name()) : fileSink(temporary());
            } else {
                StateDirectory directory = temporary != null
                        ? new StateDirectory(temporary)
                        : StateDirectory.of(options.state(), options.name(), environment.variables());
                this.sink = rows != null ? new PostgresSink(rows, options.name()) : fileSink(directory.path());
                directory.create();
                open(RunLock.ofJob(directory, now));
                this.state = open(StateDatabase.open(directory, ExportJob.threads(options) + 2));
                this.destination = place(options, environment);
                if (rows != null) {
                    lock(rows);
                }
            }
            this.runs = new Runs(state.dataSource(), destination, options.slice());
            runs.register(selection);
            if (rows != null) {
                sink.prepare();
            }
            if (sink instanceof FileSink files) {
                this.destinationLock =
                        open(RunLock.of(files.lockDirectory().resolve("lock"), "a job into " + options.into(), now));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    private PostgresDatabase database(String text) {
        PostgresDatabase database = open(PostgresDatabase.open(
                PostgresAddress.parse(text, environment.variables()), options.name(), ExportJob.threads(options) + 2));
        Migrations.STATE.apply(database);
        return database;
    }

    private JobLock lock(PostgresDatabase database) {
        return open(JobLock.take(database, options.name(), now));
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Prepared before the state is made, so that a path that can't be written leaves nothing behind. */
    private FileSink fileSink(Path scratch) {
        FileSink files = FileSink.of(options.into(), settings(options, environment, scratch));
        files.prepare();
        return files;
    }

    private static FileSinkSettings settings(ExportOptions options, Export.Environment environment, Path scratch) {
        long rowGroupBytes = Math.min(
                FileSinkSettings.DEFAULT_ROW_GROUP_BYTES, Runtime.getRuntime().maxMemory() / 8);
        return new FileSinkSettings(
                options.name(), rowGroupBytes, options.guardFormulas(), environment.standardOutput(), scratch);
    }

    /** How the export stands by its state alone; empty if there is none or it can't be read now. */
    static Optional<Standing> standing(ExportOptions options, Export.Environment environment) {
        try {
            return state(
                    options,
                    environment,
                    (dataSource, destination) -> Standing.read(
                            dataSource,
                            destination,
                            options.slice(),
                            environment.clock().instant()));
        } catch (Failure | DataAccessException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens the state alone and reads from it.
     *
     * @param read gets the database and the name of the destination there
     * @return empty if the job has no state
     * @throws Failure of kind BUSY if a run holds it; of kind USAGE if it can't be opened
     */
    static <T> Optional<T> state(
            ExportOptions options, Export.Environment environment, BiFunction<DataSource, String, T> read) {
        boolean beside = PostgresAddress.isOne(options.into());
        String stateText = options.state() != null ? options.state() : beside ? options.into() : "";
        if (PostgresAddress.isOne(stateText)) {
            String place = beside && stateText.equals(options.into()) ? BESIDE : place(options, environment);
            try (PostgresDatabase database = reading(stateText, options, environment)) {
                return Optional.of(read.apply(database.dataSource(), options.name() + " " + place));
            }
        }
        StateDirectory directory = StateDirectory.of(options.state(), options.name(), environment.variables());
        if (options.into().equals("csv:-") || !directory.hasDatabase()) {
            return Optional.empty();
        }
        RunLock lock = RunLock.ofJob(directory, environment.clock().instant());
        try (lock;
                StateDatabase state = StateDatabase.open(directory, 1)) {
            return Optional.of(read.apply(state.dataSource(), place(options, environment)));
        }
    }

    /** Lets the work read from the destination, which is neither made nor locked. */
    static void reading(ExportOptions options, Export.Environment environment, Consumer<Sink> work) {
        if (PostgresAddress.isOne(options.into())) {
            try (PostgresDatabase database = reading(options.into(), options, environment)) {
                work.accept(new PostgresSink(database, options.name()));
            }
        } else {
            work.accept(FileSink.of(options.into(), settings(options, environment, temporary())));
        }
    }

    private static PostgresDatabase reading(String text, ExportOptions options, Export.Environment environment) {
        return PostgresDatabase.open(PostgresAddress.parse(text, environment.variables()), options.name(), 1);
    }

    Standing standing() {
        return Standing.read(
                state.dataSource(),
                destination,
                options.slice(),
                environment.clock().instant());
    }

    /** The same text for the same place, wherever the command is run; without user and password. */
    static String place(ExportOptions options, Export.Environment environment) {
        if (PostgresAddress.isOne(options.into())) {
            return PostgresAddress.parse(options.into(), environment.variables())
                    .toString();
        }
        int colon = options.into().indexOf(':');
        String path = options.into().substring(colon + 1);
        return path.equals("-")
                ? options.into()
                : options.into().substring(0, colon + 1)
                        + Path.of(path).toAbsolutePath().normalize();
    }

    StateDatabase state() {
        return state;
    }

    Sink sink() {
        return sink;
    }

    Runs runs() {
        return runs;
    }

    Ledger ledger() {
        return new Ledger(state.dataSource(), destination, options.slice());
    }

    /** Says that nothing of the destination is left in the middle, so that its lock can go. */
    void finished() {
        if (destinationLock != null) {
            destinationLock.remove();
        }
    }

    @Override
    public void close() {
        @Nullable RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
