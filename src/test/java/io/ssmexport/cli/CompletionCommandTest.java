package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void print() throws Exception {
        StringWriter out = new StringWriter();
        assertThat(Main.commandLine(Map.of(), false)
                        .setOut(new PrintWriter(out))
                        .execute("completion"))
                .isZero();
        script = Files.writeString(directory.resolve("ssm-export"), out.toString());
    }

    @Test
    void commandsAreCompleted() throws Exception {
        assertThat(completions("ssm-export", "li")).containsExactly("list-command-invocations");
    }

    @Test
    void optionsAreCompleted() throws Exception {
        assertThat(completions("ssm-export", "list-command-invocations", "--max-i"))
                .containsExactly("--max-items");
        assertThat(completions("ssm-export", "run", "--starting")).containsExactly("--starting-token");
    }

    @Test
    void formatsAreCompleted() throws Exception {
        assertThat(completions("ssm-export", "list-command-invocations", "--output", "t"))
                .containsExactlyInAnyOrder("text", "table");
    }

    /** Words stand between blanks; bash parts them at = and : too, as it is shown here, zsh doesn't. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--output = t | text table",
                "--output = | json text table yaml yaml-stream off",
                "--no-de | --no-details",
                "--no-p | --no-paginate",
                "--color o | on off",
                "--region us-w | us-west-1 us-west-2",
                "--region = us-w | us-west-1 us-west-2",
                "--profile my | my-profile myself",
                "--filters key = St | Status,value=",
                "--filters key = Status,value = S | Success",
                "--filters key = Status,value = Failed key = D | DocumentName,value=",
                "--cli-input-json file : //DIR/req | //DIR/request.json",
                "--cli-input-json = file : //DIR/req | //DIR/request.json",
                "--cli-input-json file : //DIR/fo | //DIR/folder/",
                "--max-i | --max-items",
                "--generate-cli-skeleton y | yaml-input",
            })
    void valuesAreCompleted(String line, String offered) throws Exception {
        Files.createFile(directory.resolve("request.json"));
        Files.createDirectory(directory.resolve("folder"));
        Files.writeString(
                directory.resolve("config"), "[default]\n[profile my-profile]\n[profile 'myself']\n[sso-session my]\n");
        List<String> words = new ArrayList<>(List.of("ssm-export", "list-command-invocations"));
        words.addAll(List.of(line.replace("DIR", directory.toString()).split(" ")));

        assertThat(completions(words.toArray(String[]::new)))
                .containsExactlyInAnyOrder(
                        offered.replace("DIR", directory.toString()).split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--output=t | --output=text --output=table",
                "--output t | text table",
                "--no-de | --no-details",
                "--filters key=Status,value=S | key=Status,value=Success",
                "--cli-input-json file://DIR/req | file://DIR/request.json",
            })
    void zshCompletesThemWithoutPartingWords(String line, String offered) throws Exception {
        assumeTrue(isThere("zsh"), "zsh isn't installed");
        Files.createFile(directory.resolve("request.json"));
        String words = "ssm-export list-command-invocations " + line.replace("DIR", directory.toString());

        assertThat(lines(
                        "zsh",
                        "-f",
                        "-c",
                        "autoload -U +X compinit && compinit -u -D && autoload -U +X bashcompinit && bashcompinit; source "
                                + script + "; emulate ksh; COMP_WORDS=(" + words
                                + "); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ));"
                                + " COMP_LINE='" + words
                                + "'; _complete_ssm-export; printf '%s\\n' \"${COMPREPLY[@]}\""))
                .containsExactlyInAnyOrder(
                        offered.replace("DIR", directory.toString()).split(" "));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "-c", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What bash offers for the last word. */
    private List<String> completions(String... words) throws Exception {
        String quoted = String.join(" ", words);
        return lines(
                "bash",
                "-c",
                "source " + script + "; COMP_WORDS=(" + quoted + "); COMP_CWORD=" + (words.length - 1) + "; COMP_LINE='"
                        + quoted + "'; COMP_POINT=" + quoted.length()
                        + "; _complete_ssm-export; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    private List<String> lines(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("AWS_CONFIG_FILE", directory.resolve("config").toString());
        builder.environment().put("HOME", directory.toString());
        Process shell = builder.start();
        List<String> lines;
        try (var reader = shell.inputReader()) {
            lines = reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        assertThat(shell.waitFor()).isZero();
        return lines;
    }
}
