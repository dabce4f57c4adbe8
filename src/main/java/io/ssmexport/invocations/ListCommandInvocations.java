package io.ssmexport.invocations;

import io.ssmexport.failure.CheckedOutput;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.request.ParameterMistake;
import io.ssmexport.request.TokenMistake;
import io.ssmexport.service.SetupFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Lists invocations like {@code aws ssm list-command-invocations}: same options, same answer, same tokens and errors. */
public final class ListCommandInvocations implements Callable<Integer> {

    public static final String NAME = "list-command-invocations";

    /** Exit code of what is neither usage, nor configuration, nor the service. */
    public static final int FAILED = ExitCode.OTHER.code();

    /** Options that the AWS CLI takes before the command's name, too: those with a value, and those without. */
    private static final Set<String> GLOBAL = Set.of(
            "--region",
            "--profile",
            "--endpoint-url",
            "--output",
            "--query",
            "--color",
            "--ca-bundle",
            "--cli-read-timeout",
            "--cli-connect-timeout");

    private static final Set<String> GLOBAL_FLAGS =
            Set.of("--debug", "--no-paginate", "--no-sign-request", "--no-verify-ssl", "--no-cli-pager");

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final CommandOptions options = new CommandOptions(spec);
    private final Map<String, String> environment;
    private final OutputStream standardOutput;
    private final String version;

    private ListCommandInvocations(Map<String, String> environment, OutputStream standardOutput, String version) {
        this.environment = environment;
        this.standardOutput = standardOutput;
        this.version = version;
    }

    /**
     * The command, to be executed or to be shown in the help.
     *
     * @param version of this program, for the user agent
     */
    public static CommandSpec spec(Map<String, String> environment, OutputStream standardOutput, String version) {
        CommandSpec spec = new ListCommandInvocations(environment, standardOutput, version)
                .spec
                .name(NAME)
                .exitCodeOnInvalidInput(ExitCode.USAGE.code())
                .exitCodeOnExecutionException(ExitCode.OTHER.code());
        spec.parser()
                .overwrittenOptionsAllowed(true)
                .abbreviatedOptionsAllowed(true)
                .unmatchedArgumentsAllowed(true)
                .aritySatisfiedByAttachedOptionParam(true)
                .trimQuotes(false);
        CommandOptions.addTo(spec);
        spec.usageMessage()
                .sortOptions(false)
                .header("Lists invocations as the AWS CLI's command of this name does.")
                .description(
                        "",
                        "Takes the AWS CLI's options and prints its answer, page by page. Tokens of either work in the"
                                + " other.",
                        "")
                .footer(
                        "",
                        "Exit codes: 0 done; 130 interrupted; 252 usage; 253 configuration, credentials; 254 error of the"
                                + " service;",
                        "255 anything else.");
        return spec;
    }

    /**
     * The command's own arguments, of those of the whole program: without its name, before which global options may stand.
     * Empty if they are for another command.
     */
    public static Optional<List<String>> arguments(List<String> all) {
        int place = 0;
        while (place < all.size() && isGlobal(all.get(place))) {
            place += GLOBAL.contains(all.get(place)) ? 2 : 1;
        }
        if (place >= all.size() || !all.get(place).equals(NAME)) {
            return Optional.empty();
        }
        List<String> own = new ArrayList<>(all);
        own.remove(place);
        return Optional.of(own);
    }

    private static boolean isGlobal(String argument) {
        int equals = argument.indexOf('=');
        return GLOBAL_FLAGS.contains(argument)
                || GLOBAL.contains(equals < 0 ? argument : argument.substring(0, equals));
    }

    /** Executes the command with its own arguments; the exit code. */
    public static int execute(
            List<String> arguments,
            Map<String, String> environment,
            OutputStream standardOutput,
            PrintWriter err,
            String version) {
        CheckedOutput help = new CheckedOutput(standardOutput);
        CommandLine commandLine = new CommandLine(spec(environment, standardOutput, version))
                .setOut(new PrintWriter(new OutputStreamWriter(help, StandardCharsets.UTF_8), true))
                .setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, args) -> {
                    usage(err, String.valueOf(wrong.getMessage()));
                    return ExitCode.USAGE.code();
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println();
                    err.println("unexpected " + failure + "; run again with --debug and report it");
                    if (arguments.contains("--debug")) {
                        failure.printStackTrace(err);
                    }
                    return ExitCode.OTHER.code();
                });
        int code = commandLine.execute(arguments.toArray(new String[0]));
        commandLine.getOut().flush();
        @Nullable IOException problem = help.problem();
        if (problem != null) {
            err.println();
            err.println("Standard output can't be written: " + problem.getMessage());
            return FAILED;
        }
        return code;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<String> unmatched = spec.commandLine().getUnmatchedArguments();
        if (unmatched.equals(List.of("help"))) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return ExitCode.DONE.code();
        }
        if (!unmatched.isEmpty()) {
            usage(err, "Unknown options: " + String.join(", ", unmatched));
            return ExitCode.USAGE.code();
        }
        try {
            new Listing(options, environment, version).print(standardOutput, err);
            return ExitCode.DONE.code();
        } catch (CommandFailure e) {
            return ended(e, err);
        } catch (ParameterMistake e) {
            return ended(CommandFailure.of(e), err);
        } catch (TokenMistake e) {
            return ended(CommandFailure.of(e), err);
        } catch (SetupFailure e) {
            return ended(InvocationClient.setup(e), err);
        } catch (IOException e) {
            return unwritten(e, err);
        } catch (UncheckedIOException e) {
            return unwritten(Objects.requireNonNull(e.getCause()), err);
        } catch (OutOfMemoryError e) {
            err.println();
            err.println(
                    "The result doesn't fit into memory, which table output and --query need it to do; list less, or"
                            + " allow more with JAVA_OPTS=-Xmx2g");
            return ExitCode.OTHER.code();
        }
    }

    private int unwritten(IOException e, PrintWriter err) {
        if (CheckedOutput.isClosedPipe(e)) {
            // Whoever read the output has seen enough, as in `| head`.
            return ExitCode.DONE.code();
        }
        return ended(new CommandFailure(ExitCode.OTHER, "Standard output can't be written: " + e.getMessage(), e), err);
    }

    private int ended(CommandFailure failure, PrintWriter err) {
        err.println();
        String.valueOf(failure.getMessage()).lines().forEach(err::println);
        if (options.isSet("--debug")) {
            failure.printStackTrace(err);
        }
        return failure.exitCode().code();
    }

    private static void usage(PrintWriter err, String mistake) {
        err.println();
        err.println("usage: ssm-export " + NAME + " [options]");
        err.println("To see help text, you can run:");
        err.println();
        err.println("  ssm-export " + NAME + " help");
        err.println();
        err.println(mistake);
    }
}
