package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void print() throws Exception {
        StringWriter out = new StringWriter();
        assertThat(Main.commandLine(false).setOut(new PrintWriter(out)).execute("completion"))
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

    /** What bash offers for the last word. */
    private List<String> completions(String... words) throws Exception {
        String quoted = String.join(" ", words);
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + quoted + "); COMP_CWORD=" + (words.length - 1)
                                + "; COMP_LINE='" + quoted + "'; COMP_POINT=" + quoted.length()
                                + "; _complete_ssm-export; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = bash.inputReader()) {
            lines = reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        assertThat(bash.waitFor()).isZero();
        return lines;
    }
}
