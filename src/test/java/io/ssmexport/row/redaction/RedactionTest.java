package io.ssmexport.row.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.OutputMarks;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String KEY_BODY = """
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDkh1GXvG5mEbYz
            Xc3sC5bJrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYaaaaaaaaaaaaaaaaaaaaaaa
            """;

    private static final Redaction REDACTION = Redaction.of(null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "AWS_ACCESS_KEY_ID=[AKIAIOSFODNN7EXAMPLE] ~ aws-access-token",
                "id ASIAIOSFODNN7EXAMPLE expired ~ aws-access-token",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ~ aws-secret-access-key",
                "|  SecretAccessKey | wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | ~ aws-secret-access-key",
                "AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ~ aws-secret-access-key",
                "\"SessionToken\": \"FwoGZXIvYXdzEBYaDHhQh6n2v0wJalrXUtnFEMI/K7MDENG+bPx==\" ~ aws-session-token",
                "curl -H 'Authorization: Bearer abc.def-ghi' https://x ~ authorization-header",
                "Authorization: Basic YXBwOmh1bnRlcjI= ~ authorization-header",
                "X-Vault-Token: hunter2hunter2 ~ authorization-header",
                "using bearer 0123456789abcdef ~ bearer-token",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N ~ jwt",
                "postgresql://app:hunter2@db.example.com/app ~ url-credentials",
                "https://app:p@ss:w0rd@db.example.com:5432/app ~ url-credentials",
                "amqp://app:pa/ss@broker ~ url-credentials",
                "redis://:hunter2@cache:6379/0 ~ url-credentials",
                "password=hunter2 ~ password-assignment",
                "DB_PASSWORD='hun ter\\'2' ~ password-assignment",
                "spring.datasource.password: hunter2 ~ password-assignment",
                "{\"user\": \"app\", \"password\": \"hun\\\"ter2\"} ~ password-assignment",
                "msg=\"{\\\"password\\\":\\\"hunter2\\\"}\" ~ password-assignment",
                "Server=db;User Id=app;Pwd=hunter2; ~ password-assignment",
                "PGPASSWORD=hunter2 psql ~ password-assignment",
                "API_KEY=hunter2 ~ secret-assignment",
                "\"client_secret\": \"hunter2\" ~ secret-assignment",
                "token: 4f3a9 ~ secret-assignment",
                "login --password hunter2 --host db ~ password-option",
                "<adminPassword>hunter2</adminPassword> ~ password-element",
                "machine db login app password hunter2 ~ netrc-password",
                "curl -s -u app:hunter2 https://x ~ curl-auth-user",
                "root:$6$Yh3uRyvo$hunter2hunter2:19000:0:99999:7::: ~ password-hash",
                "remote: ghp_0123456789abcdefghijABCDEFGHIJ456789 ~ github-token",
                "glpat-0123456789abcdefghij ~ gitlab-token",
                "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX ~ slack-token",
                "sk_live_0123456789abcdef ~ vendor-token",
            })
    void aSecretIsMaskedUnderTheNameOfItsRule(String text, String rule) {
        Redacted redacted = REDACTION.redact(text);
        assertThat(redacted.masked()).containsEntry(rule, 1);
        assertThat(redacted.text())
                .contains("[redacted:" + rule + "]")
                .doesNotContain(
                        "hunter2", "ter", "pa/ss", "ss:w0rd", SECRET, "AKIAIOSF", "4f3a9", "abc.def", "0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "updated package-003 to 1.7.12, 4711 kB in 88 ms\n",
                "listening on http://127.0.0.1:8080",
                "GET http://registry:4873/@scope/package 200",
                "PWD=/root\nOLDPWD=/home",
                "ops ALL=(ALL) NOPASSWD: ALL",
                "PasswordAuthentication no",
                "cat: /etc/passwd: Permission denied",
                "password: null,",
                "password=\nuser=app",
                "Unexpected token: end of file",
                "secret = arn:aws:secretsmanager:us-east-1:1:secret:db",
                "bearer authentication failed",
                "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----",
                "the price is $5$ or $6",
                "git@github.com:org/repo.git"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(REDACTION.redact(text)).isEqualTo(new Redacted(text, Map.of()));
    }

    @Test
    void coloursAndNulsOfATextHideNoSecret() {
        assertThat(REDACTION
                        .redact("\u001b[1mpass\u001b[0mword\u001b[0m=\u001b[31mhun\u001b[1mter2\u001b[0m ok")
                        .text())
                .isEqualTo("\u001b[1mpass\u001b[0mword\u001b[0m=\u001b[31m[redacted:password-assignment]\u001b[0m ok");
        assertThat(REDACTION
                        .redact("a=1 p\0a\0s\0s\0w\0o\0r\0d\0=\0h\0u\0n\0t\0e\0r\0")
                        .text())
                .isEqualTo("a=1 p\0a\0s\0s\0w\0o\0r\0d\0=\0[redacted:password-assignment]\0");
    }

    @Test
    void onlyTheSecretGoes() {
        assertThat(REDACTION
                        .redact("postgresql://app:hunter2@db.example.com/app password=hunter2 ok")
                        .text())
                .isEqualTo("postgresql://app:[redacted:url-credentials]@db.example.com/app"
                        + " password=[redacted:password-assignment] ok");
    }

    @Test
    void aPrivateKeyGoesFromItsFirstLineToItsLast() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\n" + KEY_BODY + "-----END RSA PRIVATE KEY-----";
        assertThat(REDACTION.redact("before\n" + key + "\nbetween\n" + key + "\nafter"))
                .isEqualTo(new Redacted(
                        "before\n[redacted:private-key]\nbetween\n[redacted:private-key]\nafter",
                        Map.of("private-key", 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\r\n",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n",
                "-----BEGIN EC PRIVATE KEY-----\\n"
            })
    void aPrivateKeyWhoseEndWasCutGoesToTheCut(String begin) {
        String cut = "key:\n" + begin + KEY_BODY + OutputMarks.OUTPUT_CUT + OutputMarks.ERROR_BEGINS + "exit status 1";
        assertThat(REDACTION.redact(cut).text())
                .isEqualTo("key:\n[redacted:private-key]" + OutputMarks.OUTPUT_CUT + OutputMarks.ERROR_BEGINS
                        + "exit status 1");
    }

    @Test
    void theLastLinesOfAPrivateKeyGoToo() {
        String tail = "$ tail -3 key.pem\n" + KEY_BODY + "-----END PRIVATE KEY-----\n";
        assertThat(REDACTION.redact(tail).text())
                .isEqualTo("$ tail -3 key.pem\n[redacted:private-key-end]-----END PRIVATE KEY-----\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`key id ` ~ AKIAIOSFODNN7EXAMPLE ~ 8",
                "`aws_secret_access_key = ` ~ wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ~ 1",
                "`Authorization: Bearer ` ~ eyJhbGciOiJIUzI1NiJ9 ~ 1",
                "postgresql://app: ~ hunter2long ~ 1",
                "`password: ` ~ hunter2 ~ 1",
                "`\"password\": \"` ~ hunter2 is long ~ 1",
                "`remote: ` ~ ghp_0123456789abcdefghij ~ 8",
                "`stripe: ` ~ sk_live_0123456789 ~ 12"
            })
    void whatIsLeftOfACutSecretIsMasked(String before, String secret, int least) {
        for (int cut = least; cut <= secret.length(); cut++) {
            String printed = before + secret.substring(0, cut) + OutputMarks.OUTPUT_CUT;
            assertThat(REDACTION.redact(printed).text())
                    .matches(Pattern.quote(before) + "\\[redacted:[a-z-]+]" + OutputMarks.OUTPUT_CUT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws_secret_access_key =\n    wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
                "Authorization: Bearer\n  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "password: |-\n  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nuser: app",
                "password:\n    wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nuser: app",
                "login --password \\\n  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "<password>\n  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n</password>"
            })
    void aSecretOnTheNextLineIsMasked(String text) {
        assertThat(REDACTION.redact(text).text()).contains("[redacted:").doesNotContain("wJalr", "PLEKEY");
    }

    @Test
    void standardOutputAndErrorOutputAreSearchedOneByOne() {
        String text = "a password: " + OutputMarks.ERROR_BEGINS + "denied" + OutputMarks.ERROR_CUT;
        assertThat(REDACTION.redact(text).text()).isEqualTo(text);
    }

    @Test
    void redactingTwiceMasksNothingNew() {
        String once = REDACTION
                .redact("password=hunter2 https://a:b@c token=x --secret y\nAuthorization: Bearer zzz")
                .text();
        assertThat(REDACTION.redact(once)).isEqualTo(new Redacted(once, Map.of()));
    }

    @Test
    void aSecretIsFoundWhereTheOneBeforeItEnds() {
        assertThat(REDACTION
                        .redact("A_PASS=one1 B_PASS=two2 C_PASS=three3;D_PASS=four4")
                        .text())
                .isEqualTo("A_PASS=[redacted:password-assignment] B_PASS=[redacted:password-assignment]"
                        + " C_PASS=[redacted:password-assignment];D_PASS=[redacted:password-assignment]");
    }

    @Test
    void linesAroundThoseWithAKeywordAreLeftAlone() {
        assertThat(REDACTION
                        .redact("a = b1\n  pass = c2\nd = e3\npass = f4\ng = h5")
                        .text())
                .isEqualTo("a = b1\n  pass = [redacted:password-assignment]\nd = e3\n"
                        + "pass = [redacted:password-assignment]\ng = h5");
    }
}
