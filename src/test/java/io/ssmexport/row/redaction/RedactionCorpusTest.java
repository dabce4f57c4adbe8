package io.ssmexport.row.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.redaction.Corpus.Text;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Measures how much is found, and how much that is none. Whoever sees a text that should count adds it to the corpus. */
class RedactionCorpusTest {

    static final List<String> SECRETS = List.of(
            "secrets.txt",
            "secrets-written-blind.txt",
            "secrets-second-blind.txt",
            "secrets-of-forms.txt",
            "secrets-of-products.txt",
            "secrets-third-blind.txt",
            "secrets-fourth-blind.txt");

    static final List<String> BENIGN = List.of(
            "benign.txt",
            "benign-written-blind.txt",
            "benign-second-blind.txt",
            "benign-of-forms.txt",
            "benign-of-products.txt",
            "benign-third-blind.txt",
            "benign-fourth-blind.txt");

    private static final Redaction REDACTION = Redaction.of(null);

    @ParameterizedTest
    @FieldSource("SECRETS")
    void of100SecretsAtMost5CanBeRead(String resource) throws Exception {
        List<Text> texts = Corpus.of(resource).texts();
        List<String> missed = texts.stream()
                .filter(text -> text.isReadableIn(redacted(text)))
                .map(this::told)
                .toList();
        assertThat(missed).hasSizeLessThanOrEqualTo(texts.size() * 5 / 100);
    }

    @ParameterizedTest
    @FieldSource("SECRETS")
    void of100TextsAtLeast90LoseNothingButTheirSecrets(String resource) throws Exception {
        List<Text> texts = Corpus.of(resource).texts();
        List<String> others = texts.stream()
                .filter(text -> !text.isExactly(redacted(text)))
                .map(this::told)
                .toList();
        assertThat(others).hasSizeLessThanOrEqualTo(texts.size() * 10 / 100);
    }

    @ParameterizedTest
    @FieldSource("SECRETS")
    void redactingTwiceMasksNothingNew(String resource) throws Exception {
        List<String> once =
                Corpus.of(resource).texts().stream().map(this::redacted).toList();
        assertThat(once.stream().map(text -> REDACTION.redact(text).text())).isEqualTo(once);
    }

    @ParameterizedTest
    @FieldSource("BENIGN")
    void of100TextsWithoutASecretAtMostOneIsChanged(String resource) throws Exception {
        List<Text> texts = Corpus.of(resource).texts();
        List<String> changed = texts.stream()
                .filter(text -> !redacted(text).equals(text.printed()))
                .map(this::told)
                .toList();
        assertThat(changed).hasSizeLessThanOrEqualTo(texts.size() / 100);
    }

    private String redacted(Text text) {
        return REDACTION.redact(text.printed()).text();
    }

    private String told(Text text) {
        return "[" + text.title() + "] " + redacted(text);
    }
}
