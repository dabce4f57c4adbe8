package io.ssmexport.job;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.slices.RunTerms;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.OutputMode;
import io.ssmexport.row.Column;
import io.ssmexport.sink.Reading;
import io.ssmexport.slice.RoleArn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a job reads, by its options. */
final class JobReading {

    private static final int IDENTITY_BYTES = 6;

    private JobReading() {}

    static Reading of(ExportOptions options) {
        return new Reading(
                Export.query(options).invocations(),
                options.details(),
                options.output().toString(),
                options.output() == OutputMode.REDACTED ? identity(options.redactionRules()) : "");
    }

    /** What the state has of it: text that differs where rows would mix. */
    static String selection(ExportOptions options) {
        return selection(options, options.output());
    }

    /** The same with another output. */
    static String selection(ExportOptions options, OutputMode output) {
        return Export.query(options).selection()
                + (output == OutputMode.FULL ? "" : " output=" + output)
                + options.choice();
    }

    /**
     * In what run and workers have to agree.
     *
     * @param own the account that is read where no roles are assumed
     */
    static RunTerms terms(ExportOptions options, Map<String, String> variables, String own) {
        Map<String, String> terms = new TreeMap<>();
        terms.put("into", Stores.destination(options, variables));
        terms.put("filters", Export.query(options).selection());
        terms.put("details", String.valueOf(options.details()));
        terms.put("output", options.output().toString());
        terms.put("redaction-rules", of(options).rules());
        terms.put("slice", options.slice().toString());
        terms.put("guard-formulas", String.valueOf(options.guardFormulas()));
        terms.put("excel", String.valueOf(options.excel()));
        terms.put("s3-kms-key", String.valueOf(options.bucket().kmsKey()));
        terms.put(
                "roles",
                options.roles().stream().map(RoleArn::text).sorted().distinct().collect(Collectors.joining(" ")));
        terms.put("account-id", options.roles().isEmpty() ? own : "");
        terms.put("row contract", String.valueOf(Column.CONTRACT_VERSION));
        return new RunTerms(terms);
    }

    /** Start of the SHA-256 of a rule file; the built-in rules get better from version to version, and have none. */
    private static String identity(@Nullable String rules) {
        if (rules == null) {
            return "";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(rules)));
            return HexFormat.of().formatHex(hash, 0, IDENTITY_BYTES);
        } catch (IOException e) {
            throw new Failure(USAGE, Problem.at("redaction-rules", rules + " can't be read (" + e + ")"), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
