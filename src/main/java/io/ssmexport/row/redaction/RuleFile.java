package io.ssmexport.row.redaction;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.input.InputFile;
import io.ssmexport.input.UnusableFileException;
import io.ssmexport.row.redaction.RuleFileContent.AllowlistTable;
import io.ssmexport.row.redaction.RuleFileContent.RuleTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Understands a rule file; gathers what is wrong with it. */
final class RuleFile {

    private static final String OPTION = "redaction-rules";

    private static final String BUILT_IN = "rules.toml";

    /** Tag of a rule each of whose matches has a keyword on its first line; the rest of a text needn't be searched. */
    private static final String KEYWORD_ON_FIRST_LINE = "keyword-on-first-line";

    private final String name;
    private final RuleFileContent content;
    private final List<String> mistakes = new ArrayList<>();

    private final List<SharedAllowlist> shared;

    /**
     * Allowlist of several rules.
     *
     * @param rules their ids; empty for all
     */
    private record SharedAllowlist(List<String> rules, Allowlist allowlist) {}

    private RuleFile(String name, RuleFileContent content) {
        this.name = name;
        this.content = content;
        this.shared = content.allAllowlists().stream()
                .flatMap(table -> allowlist("allowlist", table).stream()
                        .map(allowlist -> new SharedAllowlist(table.targetRules(), allowlist)))
                .toList();
    }

    /** The rules that come with the program. */
    static RuleFile builtIn() {
        try (InputStream in = RuleFile.class.getResourceAsStream(BUILT_IN)) {
            return new RuleFile(
                    BUILT_IN, new TomlMapper().readValue(Objects.requireNonNull(in, BUILT_IN), RuleFileContent.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the program, without those that the file disables or has too, and then those of the file. */
    static List<Rule> builtInWith(Path path) {
        RuleFile file = read(path);
        List<Rule> builtIn = builtIn().rules();
        file.checkExtension(builtIn.stream().map(Rule::id).sorted().toList());
        List<Rule> own = file.rules();
        Set<String> replaced = new HashSet<>(file.content.disabledRules());
        own.forEach(rule -> replaced.add(rule.id()));
        return Stream.concat(
                        builtIn.stream()
                                .filter(rule -> !replaced.contains(rule.id()))
                                .map(file::withAllowlists),
                        own.stream())
                .toList();
    }

    /** @throws Failure of kind USAGE that lists all mistakes */
    List<Rule> rules() {
        List<Rule> rules = parsedRules();
        failIfWrong();
        return rules;
    }

    private static RuleFile read(Path path) {
        try {
            return new RuleFile(
                    path.toString(), new TomlMapper().readValue(InputFile.read(path), RuleFileContent.class));
        } catch (NoSuchFileException e) {
            throw new Failure(USAGE, problem(path.toString(), "there is no such file"), e);
        } catch (UnrecognizedPropertyException e) {
            throw new Failure(
                    USAGE,
                    problem(path.toString(), "unknown key '" + e.getPropertyName() + "'")
                            .withRemedy("known there are " + e.getKnownPropertyIds()),
                    e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new Failure(
                    USAGE,
                    problem(
                            path + (line > 0 ? ":" + line : ""),
                            "must be TOML in gitleaks' format: " + e.getOriginalMessage()),
                    e);
        } catch (UnusableFileException e) {
            throw new Failure(USAGE, problem(e.place(path), "a rule file " + e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(USAGE, Problem.at(OPTION, path + " can't be read: " + e), e);
        }
    }

    private static Problem problem(String position, String what) {
        return Problem.at(OPTION, position + ": " + what);
    }

    private List<Rule> parsedRules() {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < content.rules().size(); i++) {
            RuleTable table = content.rules().get(i);
            if (table.id() == null || !table.id().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                mistakes.add("rule " + (i + 1) + " must have an id of letters, digits and dashes but had '" + table.id()
                        + "'");
            } else if (!ids.add(table.id())) {
                mistakes.add("rule '" + table.id() + "' must have an id that no other rule of the file has");
            } else if (!table.isAboutPaths()) {
                rule(table.id(), table).map(this::withAllowlists).ifPresent(rules::add);
            }
        }
        return rules;
    }

    private Optional<Rule> rule(String id, RuleTable table) {
        String place = "rule '" + id + "'";
        if (table.regex() == null) {
            mistakes.add(place + " must have a regex");
            return Optional.empty();
        }
        List<Allowlist> allowlists = table.allAllowlists().stream()
                .flatMap(allowlist -> allowlist(place, allowlist).stream())
                .toList();
        return pattern(place, table.regex())
                .filter(pattern -> hasGroup(place, pattern, table.secretGroup()))
                .map(pattern -> rule(id, table, pattern, allowlists));
    }

    private static Rule rule(String id, RuleTable table, Pattern pattern, List<Allowlist> allowlists) {
        List<String> keywords = lowerCase(table.keywords());
        Keywords firstLine = table.tags().contains(KEYWORD_ON_FIRST_LINE) && !keywords.isEmpty()
                ? new Keywords(List.of(keywords))
                : null;
        return new Rule(id, pattern, table.secretGroup(), table.entropy(), keywords, firstLine, allowlists);
    }

    private boolean hasGroup(String place, Pattern pattern, int group) {
        if (group < 0 || group > pattern.groupCount()) {
            mistakes.add(place + " secretGroup must be a group of its regex, 0 to " + pattern.groupCount()
                    + ", but was " + group);
            return false;
        }
        return true;
    }

    private Optional<Pattern> pattern(String place, String regex) {
        try {
            return Optional.of(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            mistakes.add(place + " must have a regex that RE2 understands but " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Nothing for one that only looks at files or commits, which an output has not. */
    private Optional<Allowlist> allowlist(String place, AllowlistTable table) {
        if (table.needsMoreThanText()) {
            return Optional.empty();
        }
        Allowlist.Target target;
        try {
            target = Allowlist.Target.valueOf(table.regexTarget().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            mistakes.add(place + " regexTarget must be secret, match or line but was '" + table.regexTarget() + "'");
            return Optional.empty();
        }
        List<Pattern> patterns = table.regexes().stream()
                .flatMap(regex -> pattern(place + " allowlist", regex).stream())
                .toList();
        return Optional.of(new Allowlist(target, patterns, lowerCase(table.stopwords())));
    }

    /** The rule with the allowlists that the file has for all rules, or for this one among others. */
    private Rule withAllowlists(Rule rule) {
        List<Allowlist> all = new ArrayList<>(rule.allowlists());
        shared.stream()
                .filter(allowlist ->
                        allowlist.rules().isEmpty() || allowlist.rules().contains(rule.id()))
                .map(SharedAllowlist::allowlist)
                .forEach(all::add);
        return new Rule(
                rule.id(), rule.pattern(), rule.secretGroup(), rule.entropy(), rule.keywords(), rule.firstLine(), all);
    }

    private void checkExtension(List<String> builtIn) {
        if (content.extend() != null
                && (content.extend().path() != null || content.extend().url() != null)) {
            mistakes.add("extend must not name another file; the built-in rules always apply");
        }
        content.disabledRules().stream()
                .filter(id -> !builtIn.contains(id))
                .forEach(id -> mistakes.add("extend.disabledRules must name built-in rules ("
                        + String.join(", ", builtIn) + ") but named '" + id + "'"));
    }

    private static List<String> lowerCase(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private void failIfWrong() {
        if (!mistakes.isEmpty()) {
            throw new Failure(
                    USAGE,
                    mistakes.stream()
                            .distinct()
                            .map(mistake -> problem(name, mistake))
                            .toList());
        }
    }
}
