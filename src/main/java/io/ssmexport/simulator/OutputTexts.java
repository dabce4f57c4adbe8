package io.ssmexport.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What simulated plugins print: ordinary text, and everything that has ever broken a reader. */
final class OutputTexts {

    /** The service's limit in bytes, and what it puts between the streams and at cut places. */
    private static final int LIMIT = 2500;

    private static final String ERROR = "\n----------ERROR-------\n";
    private static final String OUTPUT_CUT = "\n---Output truncated---";
    private static final String ERROR_CUT = "\n---Error truncated----";

    private static final List<OutputText> SUCCEEDED = succeeded();
    private static final List<OutputText> FAILED = failed();

    private OutputTexts() {}

    static OutputText succeeded(long number) {
        return SUCCEEDED.get(Math.floorMod(number * 29, SUCCEEDED.size()));
    }

    static OutputText failed(long number) {
        return FAILED.get(Math.floorMod(number, FAILED.size()));
    }

    private static List<OutputText> succeeded() {
        List<OutputText> texts = new ArrayList<>(hostile());
        // A prime number of texts keeps them from always meeting the same documents and outcomes.
        for (int lines = 0; texts.size() < 67; lines = (lines + 5) % 23) {
            texts.add(OutputText.of(log(lines)).asMarked());
        }
        return List.copyOf(texts);
    }

    private static List<OutputText> hostile() {
        return List.of(
                OutputText.EMPTY,
                OutputText.of("\n"),
                OutputText.of(" leading and trailing blanks \t\n\n"),
                OutputText.of("\u001b[1;31mred\u001b[0m and \u001b[2Kerased\rprogress 100 %"),
                OutputText.of("name\tversion\r\nopenssl\t3.0.8\r\nzlib\t1.2.13\r\n"),
                OutputText.of("before\0after"),
                OutputText.of("half a character: \ud83d"),
                OutputText.of("the other half: \udca9."),
                OutputText.of("{\"json\": \"with \\\"quotes\\\"\", \"path\": \"C:\\\\Windows\"}"),
                OutputText.of("a,b,\"c\"\n1,,\"2,\"\"3\"\"\"\n"),
                OutputText.of("=cmd|' /C calc'!A0"),
                OutputText.of("@SUM(1+1)*cmd|' /C calc'!A0"),
                OutputText.of("-2+3"),
                OutputText.of("deployed \ud83d\ude80 by \ud83d\udc69\u200d\ud83d\udcbb"),
                OutputText.of("\u66f4\u65b0\u304c\u5b8c\u4e86\u3057\u307e\u3057\u305f\u3002"),
                OutputText.of("\ufeffbyte order mark, \u2028line separator, \u202eright to left"),
                OutputText.of("\uff21".repeat(LIMIT / 3) + "!"),
                OutputText.of("""
                        AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
                        AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
                        """),
                OutputText.of("postgresql://app:hunter2@db.example.com/app password=hunter2"),
                OutputText.of("NULL"),
                OutputText.of("\\N"),
                OutputText.of("'; drop table command_plugin; --"),
                OutputText.of(cut(log(60), OUTPUT_CUT, LIMIT)),
                OutputText.of(cut("\u53f0".repeat(1000), "\ufffd" + OUTPUT_CUT, LIMIT)),
                OutputText.of("downloaded 12 files" + ERROR + "curl: (6) could not resolve host, retried"));
    }

    private static List<OutputText> failed() {
        return List.of(
                OutputText.of(ERROR + "failed to run commands: exit status 1"),
                OutputText.of("Loaded plugins: extras\n" + ERROR + "No package nginx available.\nexit status 1"),
                OutputText.of(log(3) + ERROR + "/var/lib/amazon/ssm/script.sh: line 3: foo: command not found\n"),
                OutputText.of(cut(log(60), OUTPUT_CUT, LIMIT - 100) + ERROR + "exit status 127"),
                OutputText.of(log(4) + ERROR + cut(log(60), ERROR_CUT, LIMIT - 500)),
                OutputText.of(cut(log(60), OUTPUT_CUT, LIMIT / 2)
                        + ERROR
                        + cut(log(60), ERROR_CUT, LIMIT / 2 - ERROR.length())),
                OutputText.of("stdout says nothing of it"));
    }

    /** Shortens ASCII text, or text of three-byte characters, until it is so many bytes long with the mark. */
    private static String cut(String text, String mark, int bytes) {
        int width = text.substring(0, 1).getBytes(StandardCharsets.UTF_8).length;
        int room = bytes - mark.getBytes(StandardCharsets.UTF_8).length;
        return text.substring(0, Math.min(text.length(), room / width)) + mark;
    }

    private static String log(int lines) {
        StringBuilder log = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            long hash = Mix.of(lines, line);
            log.append(String.format(
                    Locale.ROOT,
                    "updated package-%03d to 1.%d.%d, %d kB in %d ms\n",
                    line,
                    hash & 15,
                    (hash >>> 8) & 63,
                    (hash >>> 16) & 0xffff,
                    (hash >>> 32) & 0xfff));
        }
        return log.toString();
    }
}
