package io.ssmexport.invocations;

import io.ssmexport.failure.CheckedOutput;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.line.Line;
import io.ssmexport.invocations.line.LineMistake;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.request.ParameterMistake;
import io.ssmexport.request.TokenMistake;
import io.ssmexport.service.SetupFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Lists invocations like {@code aws ssm list-command-invocations}: same options, same answer, same tokens and errors. */
public final class ListCommandInvocations {

    public static final String NAME = "list-command-invocations";

    /** Exit code of what is neither usage, nor configuration, nor the service. */
    public static final int FAILED = ExitCode.OTHER.code();

    private final Map<String, String> environment;
    private final OutputStream standardOutput;
    private final PrintWriter err;
    private final String version;
    private boolean debug;

    private ListCommandInvocations(
            Map<String, String> environment, OutputStream standardOutput, PrintWriter err, String version) {
        this.environment = environment;
        this.standardOutput = standardOutput;
        this.err = err;
        this.version = version;
    }

    /** The command, to be shown in the help and completed by shells. */
    public static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        CommandOptions.addTo(spec);
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("Usage: ssm-export list-command-invocations [options]")
                .synopsisHeading("")
                .header("Lists invocations as the AWS CLI's command of this name does.")
                .description(
                        "",
                        "Takes the AWS CLI's options and prints its answer, page by page. Tokens of either work in the"
                                + " other.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  ssm-export " + NAME + " --filters key=Status,value=Failed",
                        "  ssm-export " + NAME + " --max-items 20 --output table",
                        "  ssm-export " + NAME + " --query 'CommandInvocations[].Status'",
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
        if (!Line.isFor(NAME, all)) {
            return Optional.empty();
        }
        List<String> own = new ArrayList<>(all);
        own.remove(NAME);
        return Optional.of(own);
    }

    /** Executes the command with its own arguments; the exit code. */
    public static int execute(
            List<String> arguments,
            Map<String, String> environment,
            OutputStream standardOutput,
            PrintWriter err,
            String version) {
        return new ListCommandInvocations(environment, standardOutput, err, version).execute(arguments);
    }

    private int execute(List<String> arguments) {
        debug = arguments.contains("--debug");
        try {
            Line line = line(arguments);
            if (line.isSet("--version")) {
                return print("ssm-export " + version + "\n");
            }
            Listing listing = new Listing(line, environment, version);
            listing.prepare();
            line.readOwn();
            if (line.isHelpWanted()) {
                return print(help());
            }
            if (!line.unknown().isEmpty()) {
                return unknown(line.unknown());
            }
            listing.print(standardOutput);
            return ExitCode.DONE.code();
        } catch (LineMistake e) {
            usage("ssm-export: error: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (CommandFailure e) {
            return ended(e);
        } catch (ParameterMistake e) {
            return ended(CommandFailure.of(e));
        } catch (TokenMistake e) {
            return ended(CommandFailure.of(e));
        } catch (SetupFailure e) {
            return ended(InvocationClient.setup(e));
        } catch (IOException e) {
            return unwritten(e);
        } catch (UncheckedIOException e) {
            return unwritten(Objects.requireNonNull(e.getCause()));
        } catch (OutOfMemoryError e) {
            err.println();
            err.println(
                    "The result doesn't fit into memory, which table output and --query need it to do; list less, or"
                            + " allow more with JAVA_OPTS=-Xmx2g");
            return ExitCode.OTHER.code();
        } catch (RuntimeException e) {
            return unexpected(e);
        }
    }

    /** Files that can't be read are told before a line that can't be. */
    private Line line(List<String> arguments) {
        try {
            return Line.of(NAME, arguments);
        } catch (LineMistake e) {
            AwsSettings.of(environment, null);
            throw e;
        }
    }

    private static String help() {
        return new CommandLine(spec()).getUsageMessage();
    }

    private int print(String text) throws IOException {
        standardOutput.write(text.getBytes(StandardCharsets.UTF_8));
        standardOutput.flush();
        return ExitCode.DONE.code();
    }

    private int unknown(List<String> unknown) {
        usage("Unknown options: " + String.join(", ", unknown));
        for (String option : unknown) {
            List<String> meant = option.startsWith("-") ? Line.meantBy(option) : List.of();
            if (!meant.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", meant) + "?");
            }
        }
        return ExitCode.USAGE.code();
    }

    private int unexpected(RuntimeException failure) {
        err.println();
        err.println("unexpected " + failure + "; run again with --debug and report it");
        if (debug) {
            failure.printStackTrace(err);
        }
        return ExitCode.OTHER.code();
    }

    private int unwritten(IOException e) {
        if (CheckedOutput.isClosedPipe(e)) {
            // Whoever read the output has seen enough, as in `| head`.
            return ExitCode.DONE.code();
        }
        return ended(new CommandFailure(ExitCode.OTHER, "Standard output can't be written: " + e.getMessage(), e));
    }

    private int ended(CommandFailure failure) {
        err.println();
        String.valueOf(failure.getMessage()).lines().forEach(err::println);
        if (debug) {
            failure.printStackTrace(err);
        }
        return failure.exitCode().code();
    }

    private void usage(String mistake) {
        err.println();
        err.println("usage: ssm-export " + NAME + " [options]");
        err.println("To see help text, you can run:");
        err.println();
        err.println("  ssm-export " + NAME + " help");
        err.println();
        mistake.lines().forEach(err::println);
    }
}
