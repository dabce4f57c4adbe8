package io.ssmexport.row.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {

    @TempDir
    private Path directory;

    @Test
    void aFileAddsRulesToThoseThatAreThere() throws Exception {
        Redaction redaction = with("""
                title = "ours"
                [[rules]]
                id = "employee"
                description = "Personnel numbers"
                regex = '''\\bE-([0-9]{6})\\b'''
                secretGroup = 1
                keywords = ["E-"]
                tags = ["personnel"]
                """);
        assertThat(redaction.redact("E-123456 password=hunter2").text())
                .isEqualTo("E-[redacted:employee] password=[redacted:password-assignment]");
    }

    @Test
    void aTaggedRuleSearchesFromTheLineOfItsKeyword() throws Exception {
        Redaction redaction = with("""
                [[rules]]
                id = "code"
                regex = "code ([0-9]+)"
                keywords = ["code 4"]
                tags = ["keyword-on-first-line"]
                """);
        assertThat(redaction.redact("code 12\ncode 34, code 42\ncode 56").text())
                .isEqualTo("code 12\ncode [redacted:code], code [redacted:code]\ncode 56");
    }

    @Test
    void aFileDisablesRulesAndReplacesThem() throws Exception {
        Redaction redaction = with("""
                [extend]
                useDefault = true
                disabledRules = ["password-assignment"]
                [[rules]]
                id = "jwt"
                regex = "JWT[0-9]+"
                """);
        assertThat(redaction.redact("password=hunter2 JWT12").text()).isEqualTo("password=hunter2 [redacted:jwt]");
        assertThat(redaction.ruleIds()).endsWith("jwt").doesNotContain("password-assignment");
    }

    @Test
    void allowlistsAndEntropyLetThroughWhatIsNoSecret() throws Exception {
        Redaction redaction = with("""
                [[allowlists]]
                targetRules = ["password-assignment"]
                stopwords = ["EXAMPLE"]
                [[allowlists]]
                paths = ["only for files"]
                [[rules]]
                id = "code"
                regex = "code ([a-z0-9]+)"
                entropy = 2.5
                [[rules.allowlists]]
                regexTarget = "line"
                regexes = ["^test"]
                """);
        String kept = "password=myexample\ncode aaaaaaaa\ntest code a1b2c3d4";
        assertThat(redaction.redact(kept).text()).isEqualTo(kept);
        assertThat(redaction.redact("password=other code a1b2c3d4").masked())
                .containsOnlyKeys("password-assignment", "code");
    }

    @Test
    void rulesForPathsAreLeftOutBecauseAnOutputHasNone() throws Exception {
        assertThat(with("""
                [[rules]]
                id = "pkcs12-file"
                path = "\\\\.p12$"
                """).ruleIds()).doesNotContain("pkcs12-file");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> with("""
                        [extend]
                        disabledRules = ["jtw"]
                        [[allowlists]]
                        regexTarget = "commit"
                        [[rules]]
                        id = "open"
                        regex = "("
                        [[rules]]
                        id = "ahead"
                        regex = "a(?=b)"
                        [[rules]]
                        id = "group"
                        regex = "a(b)"
                        secretGroup = 2
                        [[rules]]
                        id = "nothing"
                        [[rules]]
                        regex = "nameless"
                        [[rules]]
                        id = "nothing"
                        regex = "x"
                        """))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageContainingAll(
                        "rules.toml: extend.disabledRules must name built-in rules (age-key, ",
                        "but named 'jtw'",
                        "regexTarget must be secret, match or line but was 'commit'",
                        "rule 'open' must have a regex that RE2 understands but",
                        "rule 'ahead' must have a regex that RE2 understands but",
                        "rule 'group' secretGroup must be a group of its regex, 0 to 1, but was 2",
                        "rule 'nothing' must have a regex",
                        "rule 5 must have an id",
                        "rule 'nothing' must have an id that no other rule of the file has");
    }

    @Test
    void aKeyThatGitleaksHasNotIsNamed() {
        assertThatThrownBy(() -> with("[[rules]]\nid = 'a'\nregexp = 'b'"))
                .hasMessageContainingAll("unknown key 'regexp'", "regex");
    }

    @Test
    void aFileThatIsNoTomlIsNamedWithItsLine() {
        assertThatThrownBy(() -> with("title = 'x'\nrules = ]\n")).hasMessageContaining("rules.toml:2: must be TOML");
        assertThatThrownBy(() -> Redaction.of(directory.resolve("none.toml")))
                .hasMessageContaining("none.toml: there is no such file");
    }

    private Redaction with(String rules) throws Exception {
        return Redaction.of(Files.writeString(directory.resolve("rules.toml"), rules));
    }
}
