package io.ssmexport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are those of {@code botocore.paginate}, its encoder's blanks included. */
class ListTokenTest {

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "{\"NextToken\": \"T1\"}                              | T1   | 0",
                "{\"NextToken\": \"T1\", \"boto_truncate_amount\": 3} | T1   | 3",
                "{\"NextToken\": null, \"boto_truncate_amount\": 3}   | -    | 3",
                "{\"NextToken\": \"None\"}                            | -    | 0",
                "{\"NextToken\": \"ü\"}                               | ü    | 0",
            })
    void aTokenOfTheAwsCliIsAPageAndHowMuchOfItWasReturned(String json, @Nullable String page, int returned) {
        ListToken token = ListToken.parse(base64(json));
        assertThat(token.serviceToken()).isEqualTo(page);
        assertThat(token.returned()).isEqualTo(returned);
    }

    @ParameterizedTest
    @CsvSource({
        "eyJOZXh0VG9rZW4iOiAiVDEifQ==, T1",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ====, T1",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ==abc, T1",
        "eyJOZXh0VG9rZW4iOiAiVDExIn0=, T11",
        "eyJOZXh0VG9rZW4iOiAiVDExMSJ9, T111",
        "eyJOZXh0VG9rZW4iOiAiVDExMSJ9=, T111",
        "eyJOZXh0VG9r=ZW4iOiAiVDExMSJ9, T111",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ=, eyJOZXh0VG9rZW4iOiAiVDEifQ=",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ, eyJOZXh0VG9rZW4iOiAiVDEifQ"
    })
    void paddingIsReadAsPythonReadsIt(String text, String page) {
        assertThat(ListToken.parse(text).serviceToken()).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "T1       | T1     | 0",
                "None     | -      | 0",
                "T1___3   | T1     | 3",
                "T1___+3  | T1     | 3",
                "None___2 | -      | 2",
                "T1___x   | T1___x | 0",
                "T1___1234567890 | T1___1234567890 | 0",
                "AAAA     | AAAA   | 0",
                "eyJ9     | eyJ9   | 0",
                "AQAB/+x= | AQAB/+x= | 0",
            })
    void anyOtherTextIsTheServicesOrOneOfBefore2016(String text, @Nullable String page, int returned) {
        ListToken token = ListToken.parse(text);
        assertThat(token.serviceToken()).isEqualTo(page);
        assertThat(token.returned()).isEqualTo(returned);
    }

    @Test
    void whatIsNoBase64InATokenIsPassedOver() {
        String token = base64("{\"NextToken\": \"T1\"}");
        assertThat(ListToken.parse(token.substring(0, 8) + "\n " + token.substring(8))
                        .serviceToken())
                .isEqualTo("T1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a___b___1", "MTIz", "{\"NextToken\": \"T1\", \"boto_truncate_amount\": \"3\"}"})
    void whatNoListEndsWithIsRefused(String text) {
        String token = text.startsWith("{") ? base64(text) : text;
        assertThatExceptionOfType(TokenMistake.class)
                .isThrownBy(() -> ListToken.parse(token))
                .withMessage("no list ends with the token \"" + token + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Marker\": \"T1\"}", "{\"NextToken\": \"T1\", \"InstanceId\": \"i-1\"}"})
    void aTokenThatSomebodyMadeUpIsRefusedWhenItIsUsed(String json) {
        ListToken token = ListToken.parse(base64(json));
        assertThatExceptionOfType(TokenMistake.class).isThrownBy(token::serviceToken);
        assertThatExceptionOfType(TokenMistake.class).isThrownBy(token::encode);
        assertThatExceptionOfType(TokenMistake.class).isThrownBy(() -> token.encode(1));
    }

    @Test
    void aPlaceIsWrittenAsTheAwsCliWritesIt() {
        assertThat(ListToken.ofPage("a\"b").encode()).isEqualTo(base64("{\"NextToken\": \"a\\\"b\"}"));
        assertThat(ListToken.ofPage(null).encode(3))
                .isEqualTo(base64("{\"NextToken\": null, \"boto_truncate_amount\": 3}"));
        assertThat(ListToken.parse(ListToken.ofPage("T1").encode(2)).returned()).isEqualTo(2);
    }
}
