package io.ssmexport.cli;

import io.ssmexport.failure.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Standard error: what a command tells line by line, in a form that it can choose when it knows its job. What is printed in
 * other ways goes out as it is.
 */
final class Log extends PrintWriter {

    private volatile LogForm form = new LogForm.Bare();

    Log(PrintWriter out) {
        super(out, true);
    }

    static Log toStandardError() {
        return new Log(Lines.toStandardError());
    }

    /** That of a command. */
    static Log of(CommandLine command) {
        if (command.getErr() instanceof Log log) {
            return log;
        }
        Log log = new Log(command.getErr());
        command.setErr(log);
        return log;
    }

    /** How lines are written from now on. */
    void write(LogForm as) {
        form = as;
    }

    /** Whether lines are kept to be read later; else somebody looks on. */
    boolean isKept() {
        return !(form instanceof LogForm.Bare);
    }

    /** The line without its end, for those who can't wait for the lock of a stream. */
    String text(LogLine line) {
        return form.text(line);
    }

    void tell(LogLine line) {
        super.println(text(line));
    }

    void error(Problem problem) {
        tell(LogLine.of(LogEvent.ERROR, problem));
    }

    void error(String what) {
        tell(LogLine.of(LogEvent.ERROR, what));
    }

    /** In a form of logs; a terminal's line says it already, or doesn't need it. */
    void tellIfKept(LogLine line) {
        if (isKept()) {
            tell(line);
        }
    }

    @Override
    public void println(@Nullable String line) {
        tell(LogLine.of(LogEvent.NOTE, String.valueOf(line)));
    }

    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }

    /** The same for those that write to {@link System#err}: loggers, and the JVM when a thread dies. */
    PrintStream asStream() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                tell(LogLine.of(LogEvent.LIBRARY, String.valueOf(line)));
            }

            @Override
            public void println(@Nullable Object line) {
                println(String.valueOf(line));
            }
        };
    }
}
