package io.ssmexport.cli;

import io.ssmexport.invocations.ListCompletion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands, options and their values in bash and zsh. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Prints a script that lets bash and zsh complete commands and options.",
        description = {
            "",
            "For this shell: source <(ssm-export completion)",
            "zsh first needs: autoload -U +X compinit && compinit",
            "For good: put the script where bash-completion looks, such as"
                    + " ~/.local/share/bash-completion/completions/ssm-export."
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(ListCompletion.around(
                        AutoComplete.bash("ssm-export", spec.root().commandLine())));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
