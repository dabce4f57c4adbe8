package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.wire.CannedAnswers;
import io.ssmexport.wire.CannedAnswers.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first page is asked for through the SDK's client, the others directly: which the service must not notice. */
class DirectCallsTest {

    private static final String LAST = "{\"CommandInvocations\": [{\"CommandId\": \"last\"}]}";

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    @AfterEach
    void close() {
        System.clearProperty("aws.sessionToken");
    }

    private static String page(String token) {
        return "{\"CommandInvocations\": [{\"CommandId\": \"before " + token + "\"}], \"NextToken\": \"" + token
                + "\"}";
    }

    @Test
    void everyRequestIsSigned() throws IOException, GeneralSecurityException {
        System.setProperty("aws.sessionToken", "of a role");
        answers.add(page("second"), page("third"), LAST);

        assertThat(Clients.ours(answers, "--details", "--filters", "key=Status,value=Success")
                        .exitCode())
                .isZero();

        assertThat(answers.received()).hasSize(3);
        for (Received request : answers.received()) {
            assertThat(request.headers().getFirst("X-Amz-Security-Token")).isEqualTo("of a role");
            Matcher signature = authorization(request);
            assertThat(signature.group("headers")).contains("x-amz-security-token");
            assertThat(signature.group("signature")).isEqualTo(signature(request, signature));
        }
        assertThat(answers.received())
                .extracting(request -> request.headers().getFirst("amz-sdk-invocation-id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void requestsDifferInNothingButTheTokenAndTheSdksCountOfAttempts() throws IOException {
        answers.add(page("second"), LAST);

        assertThat(Clients.ours(answers, "--instance-id", "i-1234567890abcdef0", "--page-size", "7", "--no-details")
                        .exitCode())
                .isZero();

        Received first = answers.received().get(0);
        Received second = answers.received().get(1);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(second.body()))
                .isEqualTo(json.readTree(first.body().replace("}", ",\"NextToken\":\"second\"}")));
        List<String> names = new ArrayList<>(first.headers().keySet());
        names.remove("Amz-sdk-request");
        assertThat(second.headers()).containsOnlyKeys(names);
        for (String name : List.of("Host", "User-agent", "Content-type", "X-amz-target")) {
            assertThat(second.headers().get(name)).isEqualTo(first.headers().get(name));
        }
    }

    @Test
    void afterAFailureTheClientMakesAllCalls() throws IOException {
        answers.add(page("second"));
        answers.addRefusal("ThrottlingException");
        answers.add(page("third"), LAST);

        Ended ended = Clients.ours(answers);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("before second", "before third", "last");
        assertThat(answers.received())
                .extracting(request -> request.headers().containsKey("Amz-sdk-request"))
                .containsExactly(true, false, true, true);
    }

    @Test
    void whatTheServiceRefusesIsToldAsTheClientTellsIt() throws IOException {
        answers.add(page("second"));
        answers.addRefusal("InvalidNextToken");
        answers.addRefusal("InvalidNextToken");

        Ended ended = Clients.ours(answers);

        assertThat(ended.exitCode()).isEqualTo(254);
        assertThat(ended.error()).startsWith("An error occurred (InvalidNextToken) when calling");
    }

    @Test
    void withoutASignatureTheClientMakesAllCalls() throws IOException {
        answers.add(page("second"), LAST);

        assertThat(Clients.ours(answers, "--no-sign-request").exitCode()).isZero();

        assertThat(answers.received())
                .allMatch(request -> request.headers().containsKey("Amz-sdk-request"))
                .noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    private static Matcher authorization(Received request) {
        Matcher matcher = Pattern.compile(
                        "AWS4-HMAC-SHA256 Credential=simulator/(?<scope>\\d{8}/us-east-1/ssm/aws4_request),"
                                + " ?SignedHeaders=(?<headers>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})")
                .matcher(request.headers().getFirst("Authorization"));
        assertThat(matcher.matches()).isTrue();
        return matcher;
    }

    /** As the documentation of Signature Version 4 says, for a request to "/" without a query. */
    private static String signature(Received request, Matcher authorization) throws GeneralSecurityException {
        String headers = authorization.group("headers");
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : headers.split(";", -1)) {
            canonical
                    .append(name)
                    .append(':')
                    .append(request.headers().getFirst(name))
                    .append('\n');
        }
        canonical.append('\n').append(headers).append('\n').append(sha256(request.body()));
        String scope = authorization.group("scope");
        String text = "AWS4-HMAC-SHA256\n" + request.headers().getFirst("X-Amz-Date") + "\n" + scope + "\n"
                + sha256(canonical.toString());
        byte[] key = "AWS4simulator".getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
