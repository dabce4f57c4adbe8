package io.ssmexport.row.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts how often the rules look at a character, so that the machine's speed plays no part. */
class HostileTextTest {

    /** What the rules begin with, end with, or wait for. */
    private static final List<String> PIECES = List.of(
            "-----BEGIN PRIVATE KEY-----",
            "-----END PRIVATE KEY-----",
            "AKIA",
            "AKIAIOSFODNN7EXAMPLE,",
            "secret key ",
            "session token=",
            "https://a:",
            "https://a:b@",
            "Authorization: Bearer ",
            "bearer a",
            "eyJhbGciOiJIUzI1NiJ9.",
            "ghp_aaaa",
            "xoxb-aaaa",
            "sk_live_",
            "$6$aaaaaaaa",
            "curl -u ",
            "login a password ",
            "<password>",
            " --password \"",
            "password=",
            "password=\"",
            "password='",
            "\"password\": \\\"",
            "password:\n  ",
            "token: a",
            "secret=",
            "pwd",
            "\"name\": \"token\", ",
            "\"value\": \"",
            "SecureString ",
            "arn:aws:secretsmanager:\t",
            "echo a | ",
            "sudo -S ",
            "mysql -p",
            "docker login -p ",
            "redis-cli ",
            "sqlplus ",
            "net user a ",
            "net use \\\\",
            "/user:a ",
            "ConvertTo-SecureString ",
            "set-cookie: sid=",
            "cookie: a=",
            "identified by ",
            "password for a ",
            "secret -> \"",
            "?sig=",
            "snmpget -c ",
            "openssl pass:",
            "user a >",
            "$ANSIBLE_VAULT;\n",
            "Private-Lines: 1\n",
            "-----BEGIN OpenVPN Static key V1-----",
            "a_key=",
            "&a=",
            "a_PASS=b ",
            "proxy_set_header X-Key ",
            "connect('a', ",
            " --user a:",
            "a:b@tcp(",
            "\"a_password=b ",
            "--query SecretString ",
            "\"random_password\" ",
            "tokens {",
            "with password A",
            "name password \n--- ",
            "\t",
            "|",
            ":",
            "\"",
            "'",
            "\\",
            "\n",
            " ",
            "@",
            "/",
            "=",
            "a",
            "0");

    /** With how many pieces each is tried. */
    private static final int PAIRS = Integer.getInteger("pairs", 20);

    private static final Redaction REDACTION = Redaction.of(null);

    static List<String> pieces() {
        return PIECES;
    }

    /** Each with some of all, with others each time; with all by {@code -Dpairs=1000}. */
    @ParameterizedTest
    @MethodSource("pieces")
    void twiceTheTextTakesNoMoreThanTwiceTheSteps(String first) {
        List<String> seconds = new ArrayList<>(PIECES);
        Collections.shuffle(seconds);
        assertThat(seconds.subList(0, Math.min(PAIRS, seconds.size()))).allSatisfy(second -> {
            String text = (first + second).repeat(1 + 400 / (first + second).length());
            long once = steps(REDACTION, text);
            assertThat(steps(REDACTION, text + text)).isLessThanOrEqualTo(once * 2 + once / 4 + 2000);
        });
    }

    @Test
    void aPatternThatLooksFarAheadWouldBeNoticed(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("rules.toml"), """
                [[rules]]
                id = "far"
                regex = "aa(?:.*never)?"
                """);
        Redaction far = Redaction.of(file);
        assertThat(steps(far, "aa".repeat(120))).isGreaterThan(3 * steps(far, "aa".repeat(60)));
    }

    private static long steps(Redaction redaction, String text) {
        Steps steps = new Steps();
        redaction.masks(new CountingText(text, steps));
        return steps.count;
    }

    private static final class Steps {
        private long count;
    }

    private record CountingText(String text, Steps steps) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps.count++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountingText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
