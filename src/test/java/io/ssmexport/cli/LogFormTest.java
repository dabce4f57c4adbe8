package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.LogFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LogFormTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T03:00:04.567Z"), ZoneOffset.UTC);
    private static final LogLine DENIED = LogLine.of(
            LogEvent.ERROR,
            new Problem(Place.of("credentials"), "ExpiredToken", "said: \"\u001b[2J\"", "sign in again"));

    @Test
    void aTerminalGetsTheLineAlone() {
        assertThat(LogForm.of(LogFormat.TEXT, true, CLOCK, "nightly").text(DENIED))
                .isEqualTo("ssm-export: [credentials] said: \"\\u001b[2J\"; sign in again");
        assertThat(LogForm.ofNoJob(true, CLOCK).text(LogLine.of(LogEvent.NOTE, "x")))
                .isEqualTo("x");
    }

    @Test
    void aFileGetsTimeAndJobInEachLine() {
        assertThat(LogForm.of(LogFormat.TEXT, false, CLOCK, "nightly").text(DENIED))
                .isEqualTo(
                        "2026-11-26T03:00:04Z nightly ssm-export: [credentials] said: \"\\u001b[2J\"; sign in again");
        assertThat(LogForm.ofNoJob(false, CLOCK).text(DENIED)).startsWith("2026-11-26T03:00:04Z - ssm-export: [");
    }

    @Test
    void aCollectorGetsAnObjectALineEvenFromATerminal() {
        assertThat(LogForm.of(LogFormat.JSON, true, CLOCK, "nightly")
                        .text(DENIED.with("exitCode", 2).with("rows", 3L).with("no", null)))
                .isEqualTo("""
                        {"time":"2026-11-26T03:00:04Z","level":"error","job":"nightly","event":"error",\
                        "message":"[credentials] said: \\"\\u001B[2J\\"; sign in again","place":"credentials",\
                        "code":"ExpiredToken","what":"said: \\"\\u001B[2J\\"","remedy":"sign in again",\
                        "exitCode":2,"rows":3}""");
    }

    @Test
    void whatIsPrintedIntoALogIsALineOfIt() {
        StringWriter written = new StringWriter();
        Log log = new Log(new PrintWriter(written));
        log.println("first");
        log.tellIfKept(LogLine.of(LogEvent.BEGINS, "not on a terminal"));
        log.write(LogForm.of(LogFormat.TEXT, false, CLOCK, "nightly"));
        log.println("second");
        log.tellIfKept(LogLine.of(LogEvent.BEGINS, "third"));
        assertThat(written.toString().lines())
                .containsExactly(
                        "first", "2026-11-26T03:00:04Z nightly second", "2026-11-26T03:00:04Z nightly begins: third");
    }
}
