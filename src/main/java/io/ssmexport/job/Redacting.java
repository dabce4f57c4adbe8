package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.OutputMode;
import io.ssmexport.row.redaction.Redacted;
import io.ssmexport.row.redaction.Redaction;
import io.ssmexport.state.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Masks the secrets in an archive by today's rules, slice by slice, also in what AWS has forgotten. The state says first that
 * the job exports masked outputs: from then on no run adds others. What was interrupted is done by doing it again.
 */
public final class Redacting {

    /** Later than any slice. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final ExportOptions options;
    private final Environment environment;
    private final Redaction redaction;

    /**
     * Redaction of what a job has archived.
     *
     * @throws Failure of kind USAGE if the job doesn't export masked outputs, keeps nothing, or its rules are wrong
     */
    public Redacting(ExportOptions options, Environment environment) {
        if (options.output() != OutputMode.REDACTED) {
            throw new Failure(
                    USAGE,
                    Problem.at("output", "must be redacted but was " + options.output())
                            .withRemedy("say output: redacted in the job file, so that its runs mask from now on"));
        }
        if (!options.into().isKept()) {
            throw new Failure(USAGE, Problem.at("into", "csv:- keeps nothing that could be masked"));
        }
        KnownArchive.requireNoShards(options, environment.variables());
        this.options = options;
        this.environment = environment;
        String rules = options.redactionRules();
        this.redaction = Redaction.of(rules == null ? null : Path.of(rules));
    }

    /** What was masked, or would be. */
    public static final class Masked {

        private final Map<String, Long> byRule = new TreeMap<>();
        private long texts;
        private long changed;

        /** How many places, by the rule that found them. */
        public Map<String, Long> byRule() {
            return byRule;
        }

        /** How many texts there are that commands printed. */
        public long texts() {
            return texts;
        }

        /** How many of them have a masked place. */
        public long changed() {
            return changed;
        }
    }

    private UnaryOperator<String> masking(Masked masked) {
        return text -> {
            Redacted redacted = redaction.redact(text);
            count(masked, redacted);
            return redacted.text();
        };
    }

    private static void count(Masked masked, Redacted redacted) {
        masked.texts++;
        masked.changed += redacted.masked().isEmpty() ? 0 : 1;
        redacted.masked().forEach((rule, count) -> masked.byRule.merge(rule, (long) count, Long::sum));
    }

    /**
     * What would be masked. Writes nothing and waits for no run.
     *
     * @throws Failure of kind USAGE if the destination was read in a way that masking doesn't make the job's
     */
    public Masked look() {
        Masked masked = new Masked();
        try (SinkToInspect inspected = SinkToInspect.open(options, environment)) {
            inspected.sink().upkeep().requireRedactable();
            inspected.sink().upkeep().forEachPrinted(text -> count(masked, redaction.redact(text)));
        }
        return masked;
    }

    /**
     * Masks.
     *
     * @throws Failure of kind USAGE, as {@link #look}, or if a run has not ended, whose staged pages may have outputs in clear; of
     *     kind BUSY while a run goes on
     */
    public Masked redact() {
        Masked masked = new Masked();
        try (Stores stores = Stores.openAsItIs(options, environment)) {
            Runs runs = stores.runs();
            String after = JobReading.selection(options);
            String before = JobReading.selection(options, OutputMode.FULL);
            runs.isKnown(runs.selection().filter(before::equals).orElse(after));
            if (runs.unfinished().isPresent()) {
                throw new Failure(
                        USAGE,
                        Problem.at("output", "a run that has not ended has pages that are not masked")
                                .withRemedy("run the job once more as before, so that it ends, and then mask"));
            }
            stores.sink().upkeep().requireRedactable();
            stores.inTransaction(() -> runs.reselect(after));
            runs.plannedBefore(NEVER).forEach(stores.sink()::restart);
            stores.sink()
                    .upkeep()
                    .redact(
                            masking(masked),
                            (file, bytes, checksum) ->
                                    stores.inTransaction(() -> stores.ledger().replaced(file, bytes, checksum)));
            stores.tell();
            stores.describe();
            stores.finished();
        }
        return masked;
    }
}
