package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmexport.failure.Problem;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Answers without an error code of AWS, from something between here and the service. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class HttpRefusalTest {

    @RegisterExtension
    private final CannedService service = new CannedService();

    private SdkException refusal(int status, String body) {
        // Java asks again on its own where a connection that it kept turns out closed.
        service.answers().addForEver(status, body);
        return catchThrowableOfType(SdkException.class, () -> service.ssm().listCommandInvocations(request -> {}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | a redirect isn't followed, for it would get signed requests: check AWS_ENDPOINT_URL, and that no portal or proxy asks for a login
            302 | a redirect isn't followed, for it would get signed requests: check AWS_ENDPOINT_URL, and that no portal or proxy asks for a login
            307 | a redirect isn't followed, for it would get signed requests: check AWS_ENDPOINT_URL, and that no portal or proxy asks for a login
            308 | a redirect isn't followed, for it would get signed requests: check AWS_ENDPOINT_URL, and that no portal or proxy asks for a login
            400 | check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through
            401 | check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through
            403 | check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through
            404 | check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through
            407 | put the proxy's user and password into HTTPS_PROXY=http://user:password@host:port
            418 | check AWS_ENDPOINT_URL and HTTPS_PROXY, and that the proxy or gateway lets AWS through
            """)
    void statusAndAdviceAreToldWhateverTheBody(int status, String advice) {
        for (String body : new String[] {"<html>no \u001b[31m</html>", "", "{}", "[]", "{\"__type\": \"\"}"}) {
            SdkException refused = refusal(status, body);

            assertThat(Refusal.of(refused))
                    .isEqualTo(new Problem(
                            null,
                            Integer.toString(status),
                            "HTTP status " + status + " without an error code of AWS, so something else answered",
                            advice));
            assertThat(Refusal.concernsSource(refused)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        service.answers().add(status, "");
        service.answers().add("{\"CommandInvocations\": []}");

        service.ssm().listCommandInvocations(request -> {});

        assertThat(service.answers().areSent()).isTrue();
    }
}
