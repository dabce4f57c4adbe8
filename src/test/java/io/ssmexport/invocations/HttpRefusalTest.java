package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.wire.CannedAnswers;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers without an error code of AWS, in the words of the AWS CLI, as it printed them for the same bytes. */
class HttpRefusalTest {

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    @BeforeEach
    void tryOnce() {
        System.setProperty("aws.maxAttempts", "1");
    }

    @AfterEach
    void close() {
        System.clearProperty("aws.maxAttempts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            302 |                                  | (302) when calling the ListCommandInvocations operation (reached max retries: 0):
            301 | <html>moved</html>               | (301) when calling the ListCommandInvocations operation (reached max retries: 0): <html>moved</html>
            400 |                                  | (400) when calling the ListCommandInvocations operation (reached max retries: 0):
            400 | {"message":"m"}                  | (400) when calling the ListCommandInvocations operation (reached max retries: 0): m
            400 | {"Message":"M"}                  | (400) when calling the ListCommandInvocations operation (reached max retries: 0): M
            403 | <html><body>No</body></html>     | (403) when calling the ListCommandInvocations operation (reached max retries: 0): <html><body>No</body></html>
            404 | <html>nf</html>                  | (404) when calling the ListCommandInvocations operation (reached max retries: 0): <html>nf</html>
            407 | <html>p</html>                   | (407) when calling the ListCommandInvocations operation (reached max retries: 0): <html>p</html>
            418 | teapot                           | (418) when calling the ListCommandInvocations operation (reached max retries: 0): teapot
            429 |                                  | (429) when calling the ListCommandInvocations operation (reached max retries: 0):
            500 | {"message":"oops"}               | (500) when calling the ListCommandInvocations operation (reached max retries: 0): oops
            502 | <html>bad</html>                 | (502) when calling the ListCommandInvocations operation (reached max retries: 0): Bad Gateway
            503 |                                  | (503) when calling the ListCommandInvocations operation (reached max retries: 0): Service Unavailable
            """)
    void statusAndBodyAreTold(int status, String body, String said) throws IOException {
        answers.add(status, body == null ? "" : body);

        Ended ended = Clients.ours(answers);

        assertThat(ended.exitCode()).isEqualTo(254);
        assertThat(ended.error()).isEqualTo("An error occurred " + said);
    }
}
