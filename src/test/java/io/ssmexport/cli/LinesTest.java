package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LinesTest {

    private static final String HOSTILE = "a\u001b]52;c;x\u0007\r\nssm-export: done\u009b2J\u202e";
    private static final String SHOWN = "a\\u001b]52;c;x\\u0007\\u000d\\u000assm-export: done\\u009b2J\\u202e";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Lines lines = new Lines(out);

    @Test
    void aLineIsOneLineThatATerminalActsNotOn() {
        lines.println(HOSTILE);
        lines.println((Object) HOSTILE);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(SHOWN, SHOWN);
    }

    @Test
    void whatTheProgramItselfTellsATerminalGoesOut() {
        lines.print("\r\u001b[K");
        lines.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K");
    }

    @Test
    void aMistakeWithAHostileValueIsOneLine() {
        CommandLine commandLine = Main.commandLine(Map.of(), false);
        commandLine.setErr(lines);
        assertThat(commandLine.execute("run", "--into=csv:-", "--slice=" + HOSTILE, "--parallel=" + HOSTILE))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith(" but was '" + SHOWN + "'"));
    }
}
