package io.ssmexport.job.slices;

import io.ssmexport.options.OutputMode;
import io.ssmexport.row.redaction.Redacted;
import io.ssmexport.row.redaction.Redaction;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a text that a command printed, before anything of it is written anywhere. Thread-safe. */
public final class PrintedText implements Function<String, @Nullable String> {

    private final OutputMode mode;
    private final @Nullable Redaction redaction;
    private final RunFigures figures;

    private PrintedText(OutputMode mode, @Nullable Redaction redaction, RunFigures figures) {
        this.mode = mode;
        this.redaction = redaction;
        this.figures = figures;
    }

    /**
     * What an output mode makes of it.
     *
     * @param rules file of rules to redact by, or null for the built-in ones
     * @throws io.ssmexport.failure.Failure of kind USAGE if the rule file is wrong
     */
    public static PrintedText of(OutputMode mode, @Nullable String rules, RunFigures figures) {
        @Nullable
        Redaction redaction = mode == OutputMode.REDACTED ? Redaction.of(rules == null ? null : Path.of(rules)) : null;
        return new PrintedText(mode, redaction, figures);
    }

    /** The same, counted elsewhere. */
    PrintedText countedIn(RunFigures others) {
        return new PrintedText(mode, redaction, others);
    }

    @Override
    public @Nullable String apply(String text) {
        if (redaction == null) {
            return mode == OutputMode.NONE ? null : text;
        }
        Redacted redacted = redaction.redact(text);
        figures.redacted(redacted.masked());
        return redacted.text();
    }
}
