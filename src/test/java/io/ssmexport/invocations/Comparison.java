package io.ssmexport.invocations;

import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.invocations.random.RandomLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What two clients ended with, line by line. */
final class Comparison {

    private static final int SHOWN = 300;

    private final List<String> differences = new ArrayList<>();
    private final List<String> otherWords = new ArrayList<>();
    private int same;

    synchronized void add(RandomLine line, Ended theirs, Ended ours) {
        if (ours.equals(theirs)) {
            same++;
        } else if (ours.exitCode() == theirs.exitCode() && ours.output().equals(theirs.output())) {
            otherWords.add(shown(line, theirs, ours));
        } else {
            differences.add(shown(line, theirs, ours) + "\n" + firstDifference(theirs.output(), ours.output()));
        }
    }

    int size() {
        return same + otherWords.size() + differences.size();
    }

    List<String> differences() {
        return differences;
    }

    /** All that isn't the same, to be read after a test. */
    void write(String name) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target", "random-lines")).resolve(name + ".txt"),
                String.join("\n", otherWords) + "\n\n=== different\n" + this);
    }

    @Override
    public String toString() {
        return String.join("\n", differences) + "\n" + size() + " lines: " + same + " the same, " + otherWords.size()
                + " in other words, " + differences.size() + " different";
    }

    private static String shown(RandomLine line, Ended theirs, Ended ours) {
        return line + "\n  AWS CLI " + theirs.exitCode() + " " + shortened(theirs.error()) + "\n  ours    "
                + ours.exitCode() + " " + shortened(ours.error());
    }

    private static String firstDifference(String theirs, String ours) {
        List<String> one = theirs.lines().toList();
        List<String> other = ours.lines().toList();
        int line = 0;
        while (line < one.size() && line < other.size() && one.get(line).equals(other.get(line))) {
            line++;
        }
        return "  line " + line + " AWS CLI " + at(one, line) + "\n  line " + line + " ours    " + at(other, line);
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? shortened(lines.get(line)) : "(end)";
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "⏎");
        return line.substring(0, Math.min(SHOWN, line.length()));
    }
}
