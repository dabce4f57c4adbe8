package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class JobHelpTest {

    @ParameterizedTest
    @CsvSource({
        "run, --into, --late",
        "plan, --parallel, --late",
        "status, --late, --parallel",
        "verify, --from, --pages-per-commit",
        "jobs, --state, --into"
    })
    void aHelpListsTheOptionsThatMatterToItsCommand(String command, String listed, String notListed) {
        String help = command(command).getUsageMessage();
        assertThat(help).contains(listed).doesNotContain(notListed);
    }

    @Test
    void theOthersAreTakenAllTheSame() {
        CommandLine program = Main.commandLine(Map.of(), false);
        assertThat(program.parseArgs("status", "nightly.yaml", "--parallel=8").errors())
                .isEmpty();
        assertThat(program.parseArgs("verify", "nightly.yaml", "--pages-per-commit=8")
                        .errors())
                .isEmpty();
    }

    private static CommandLine command(String name) {
        return Objects.requireNonNull(
                Main.commandLine(Map.of(), false).getSubcommands().get(name));
    }
}
