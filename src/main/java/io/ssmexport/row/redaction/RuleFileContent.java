package io.ssmexport.row.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule file as it is written; names and meanings are <a href="https://github.com/gitleaks/gitleaks#configuration">those
 * of gitleaks</a>. What concerns files and commits is read and means nothing here.
 */
record RuleFileContent(
        @Nullable String title,
        @Nullable String description,
        @Nullable String minVersion,
        @Nullable ExtendTable extend,
        @Nullable AllowlistTable allowlist,
        List<AllowlistTable> allowlists,
        List<RuleTable> rules) {

    RuleFileContent {
        allowlists = orEmpty(allowlists);
        rules = orEmpty(rules);
    }

    List<String> disabledRules() {
        return extend == null ? List.of() : extend.disabledRules();
    }

    List<AllowlistTable> allAllowlists() {
        return joined(allowlist, allowlists);
    }

    /** What to change of the built-in rules, which always apply. */
    record ExtendTable(
            boolean useDefault,
            @Nullable String path,
            @Nullable String url,
            List<String> disabledRules) {

        ExtendTable {
            disabledRules = orEmpty(disabledRules);
        }
    }

    /** A kind of secret. */
    record RuleTable(
            @Nullable String id,
            @Nullable String description,
            @Nullable String regex,
            int secretGroup,
            double entropy,
            List<String> keywords,
            List<String> tags,
            @Nullable String path,
            boolean skipReport,
            @Nullable AllowlistTable allowlist,
            List<AllowlistTable> allowlists) {

        RuleTable {
            keywords = orEmpty(keywords);
            tags = orEmpty(tags);
            allowlists = orEmpty(allowlists);
        }

        /** Whether it only applies to files of some name, which no output is. */
        boolean isAboutPaths() {
            return path != null;
        }

        List<AllowlistTable> allAllowlists() {
            return joined(allowlist, allowlists);
        }
    }

    /** What is found and is no secret. */
    record AllowlistTable(
            @Nullable String id,
            @Nullable String description,
            List<String> targetRules,
            String condition,
            List<String> commits,
            List<String> paths,
            String regexTarget,
            List<String> regexes,
            List<String> stopwords) {

        AllowlistTable {
            targetRules = orEmpty(targetRules);
            condition = Objects.requireNonNullElse(condition, "OR");
            commits = orEmpty(commits);
            paths = orEmpty(paths);
            regexTarget = Objects.requireNonNullElse(regexTarget, "secret");
            regexes = orEmpty(regexes);
            stopwords = orEmpty(stopwords);
        }

        /** Whether it can only hold for a file of some name, or a commit. */
        boolean needsMoreThanText() {
            boolean others = !commits.isEmpty() || !paths.isEmpty();
            return others && (condition.equalsIgnoreCase("AND") || (regexes.isEmpty() && stopwords.isEmpty()));
        }
    }

    private static List<AllowlistTable> joined(@Nullable AllowlistTable single, List<AllowlistTable> several) {
        List<AllowlistTable> all = new ArrayList<>(several);
        if (single != null) {
            all.add(single);
        }
        return all;
    }

    @SuppressWarnings("NullAway") // What a file leaves out is null, whatever the type says.
    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
