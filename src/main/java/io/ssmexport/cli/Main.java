package io.ssmexport.cli;

import io.ssmexport.failure.CheckedOutput;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.FatalError;
import io.ssmexport.failure.LastResort;
import io.ssmexport.invocations.ListCommandInvocations;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: its commands, and what a failure says and ends with. */
@Command(
        name = "ssm-export",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        header = "Copies AWS Systems Manager Run Command history into Parquet, CSV or Postgres.",
        footer = {
            "",
            "Exit codes: 0 done; 1 unexpected; 2 nothing was begun: command line, job file, credentials or destination have to be set",
            "right first; 3 some slices failed, run again (verify: something differs; status: look after it);",
            "4 another run of this job is going on; 130/143 stopped by a signal after a commit, run again."
        })
public final class Main implements Callable<Integer> {

    private static final int UNEXPECTED = 1;

    /** Loggers that have session tokens in what is signed, or the command lines of credential processes. */
    private static final List<String> SECRETIVE = List.of(
            "software.amazon.awssdk.http.auth", "software.amazon.awssdk.auth", "software.amazon.awssdk.utils.cache");

    /** Commands whose standard error somebody reads the next morning, rather than who started them. */
    private static final Set<String> LONG_RUNNING = Set.of(RunCommand.NAME, WorkerCommand.NAME);

    private static final Log ERR = Log.toStandardError();

    private static volatile boolean errorSaid;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Environment variables that a command goes by. */
    static Map<String, String> environment(CommandSpec command) {
        return ((Main) command.root().userObject()).environment;
    }

    public static void main(String[] args) {
        LastResort.arm(line -> ERR.text(LogLine.of(LogEvent.ERROR, line)));
        Thread.setDefaultUncaughtExceptionHandler(Main::died);
        List<String> arguments = Arrays.asList(args);
        Optional<List<String>> listing = ListCommandInvocations.arguments(arguments);
        boolean verbose = arguments.contains(listing.isPresent() ? "--debug" : "--verbose");
        // Read by slf4j-simple when the first logger is made. Spring Batch logs whole stack traces of what we tell in a
        // line.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "debug" : "off");
        for (String secretive : SECRETIVE) {
            System.setProperty("org.slf4j.simpleLogger.log." + secretive, verbose ? "warn" : "off");
        }
        System.setErr(ERR.asStream());
        int code;
        try {
            code = listing.isPresent() ? list(listing.get()) : execute(args, verbose);
        } catch (Throwable error) {
            code = listing.isPresent() ? ListCommandInvocations.FAILED : FatalError.EXIT_CODE;
            LastResort.endAfter(error, code);
            sayOnce(error);
            if (verbose) {
                error.printStackTrace(ERR);
            }
        }
        Signals.lastWordSaid();
        System.exit(code);
    }

    /** An error in some other thread ends the program; what the main one has in hand it may still commit. */
    private static void died(Thread thread, Throwable thrown) {
        if (thrown instanceof Error) {
            LastResort.endAfter(thrown, FatalError.EXIT_CODE);
            sayOnce(thrown);
            // What a process that ends waits for would wait for its end.
            if (!Signals.isEnding()) {
                System.exit(FatalError.EXIT_CODE);
            }
            return;
        }
        ERR.error("unexpected " + thrown + " in thread " + thread.getName());
    }

    /** Threads of which one finds no memory are seldom alone. */
    private static void sayOnce(Throwable error) {
        if (!errorSaid) {
            ERR.error(FatalError.text(error));
            errorSaid = true;
        }
    }

    /** On its own, since it has to start as fast as the AWS CLI. */
    private static int list(List<String> arguments) {
        if (Boolean.getBoolean(TrainingOfLists.PROPERTY)) {
            return TrainingOfLists.list(arguments, ERR);
        }
        return ListCommandInvocations.execute(
                arguments, System.getenv(), new FileOutputStream(FileDescriptor.out), ERR, version());
    }

    private static int execute(String[] args, boolean verbose) {
        CheckedOutput out = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine commandLine = commandLine(System.getenv(), verbose, args).setOut(new Lines(out));
        if (args.length > 0 && LONG_RUNNING.contains(args[0])) {
            ERR.write(LogForm.ofNoJob(isTerminal(), Clock.systemUTC()));
        }
        int code = commandLine.execute(args);
        commandLine.getOut().flush();
        @Nullable IOException problem = out.problem();
        if (problem == null) {
            return code;
        }
        Log.of(commandLine).error("standard output can't be written: " + problem.getMessage());
        return code == 0 ? UNEXPECTED : code;
    }

    /**
     * The program.
     *
     * @param arguments what it is going to execute: it knows no more commands than that takes, and without any knows all
     */
    static CommandLine commandLine(Map<String, String> environment, boolean verbose, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main(environment));
        Commands.addTo(commandLine, arguments);
        commandLine.setOut(Lines.toStandardOutput());
        commandLine.setErr(ERR);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            tell(failure, Log.of(command), verbose);
            return exitCode(failure);
        });
        commandLine.setParameterExceptionHandler((mistake, all) -> {
            Log err = Log.of(mistake.getCommandLine());
            err.error(String.valueOf(mistake.getMessage()));
            UnmatchedArgumentException.printSuggestions(mistake, err);
            err.println("See " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
            return mistake.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    /** Says why a command failed. */
    static void tell(Throwable failure, Log log, boolean verbose) {
        if (failure instanceof Failure told) {
            told.problems().forEach(log::error);
        } else {
            log.error(FatalError.text(failure));
        }
        if (verbose) {
            failure.printStackTrace(log);
        }
    }

    /** The launcher says whether standard error is one; Java can't tell. */
    static boolean isTerminal() {
        return Boolean.getBoolean("ssm-export.terminal");
    }

    static int exitCode(Throwable failure) {
        return failure instanceof Failure told ? told.kind().exitCode() : UNEXPECTED;
    }

    static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: run, worker, plan, status, verify, dashboard, jobs, list-command-invocations or"
                        + " simulate.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ssm-export " + version()};
        }
    }
}
