package io.ssmexport.cli;

import io.ssmexport.invocations.ListCommandInvocations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands by name, in the order of the help. */
final class Commands {

    /** To make the options of all takes longer than the rest of a short command. */
    private static final Map<String, Supplier<CommandSpec>> ALL = new LinkedHashMap<>();

    private static final Set<List<String>> VERSION = Set.of(List.of("--version"), List.of("-V"));

    private static final String COMPLETION = "completion";

    static {
        ALL.put("jobs", () -> CommandSpec.forAnnotatedObject(new JobsCommand()));
        ALL.put("simulate", () -> CommandSpec.forAnnotatedObject(new SimulateCommand()));
        ALL.put(COMPLETION, () -> CommandSpec.forAnnotatedObject(new CompletionCommand()));
        ALL.put("train", () -> CommandSpec.forAnnotatedObject(new TrainingCommand()));
        ALL.put(RunCommand.NAME, RunCommand::spec);
        ALL.put(WorkerCommand.NAME, WorkerCommand::spec);
        ALL.put(PlanCommand.NAME, PlanCommand::spec);
        ALL.put(StatusCommand.NAME, StatusCommand::spec);
        ALL.put(VerifyCommand.NAME, VerifyCommand::spec);
        ALL.put(DashboardCommand.NAME, DashboardCommand::spec);
        ALL.put(ForgetCommand.NAME, ForgetCommand::spec);
        ALL.put(RedactCommand.NAME, RedactCommand::spec);
        ALL.put(ListCommandInvocations.NAME, ListCommandInvocations::spec);
    }

    private Commands() {}

    /** Adds the command that the arguments begin with; all of them where they begin with none, or with one that needs all. */
    static void addTo(CommandLine program, String... arguments) {
        if (VERSION.contains(List.of(arguments))) {
            return;
        }
        String first = arguments.length == 0 ? "" : arguments[0];
        boolean isOne = ALL.containsKey(first) && !first.equals(COMPLETION);
        ALL.forEach((name, spec) -> {
            if (!isOne || name.equals(first)) {
                program.addSubcommand(name, spec.get());
            }
        });
    }
}
