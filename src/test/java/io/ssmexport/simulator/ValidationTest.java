package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.InvalidCommandIdException;
import software.amazon.awssdk.services.ssm.model.InvalidFilterKeyException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;

class ValidationTest {

    private static final String SCOPE =
            "AWS4-HMAC-SHA256 Credential=key/20261120/us-east-1/ssm/aws4_request, " + "SignedHeaders=host, Signature=0";

    private Simulator simulator;
    private Listing listing;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(new Simulation(300, 7, 1), SimulatorTest.MIDNIGHT, 0, Faults.none());
        listing = Listing.of(simulator);
    }

    @AfterEach
    void stop() {
        listing.close();
        simulator.close();
    }

    @Test
    void aPageSizeBeyondTheLimitIsAnError() {
        assertInvalid(request -> request.maxResults(51), "Value '51' at 'maxResults'", "less than or equal to 50");
        assertInvalid(request -> request.maxResults(0), "Value '0' at 'maxResults'", "greater than or equal to 1");
    }

    @Test
    void allViolationsAreToldAtOnce() {
        assertInvalid(
                request -> request.maxResults(99).filters(Listing.filter("Color", "")),
                "3 validation errors detected: ",
                "Value 'Color' at 'filters.1.member.key' failed to satisfy constraint: Member must satisfy enum",
                "Value '' at 'filters.1.member.value'");
    }

    @Test
    void thereAreOneToFiveFilters() {
        CommandFilter filter = Listing.filter("Status", "Failed");
        assertInvalid(request -> request.filters(filter, filter, filter, filter, filter, filter), "at 'filters'");
        assertThat(post("{\"Filters\":[]}").body()).contains("Value '[]' at 'filters'");
    }

    @Test
    void aFilterOnAStrangeTimeIsAnError() {
        assertInvalid(request -> request.filters(Listing.filter("InvokedAfter", "yesterday")), "yesterday");
    }

    @Test
    void theServicesOwnExceptionsArrive() {
        assertThatThrownBy(() -> listing.page(request -> request.commandId("x")))
                .isInstanceOf(InvalidCommandIdException.class);
        assertThatThrownBy(() -> listing.page(request -> request.instanceId("i-123")))
                .isInstanceOf(InvalidInstanceIdException.class);
        assertThatThrownBy(
                        () -> listing.page(request -> request.filters(Listing.filter("ExecutionStage", "Executing"))))
                .isInstanceOf(InvalidFilterKeyException.class);
        assertThatThrownBy(() -> listing.page(request -> request.nextToken("nonsense")))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void aTokenIsOnlyGoodForTheRequestItCameFrom() {
        String token = listing.page(request -> request.maxResults(5)).nextToken();
        assertThatThrownBy(() ->
                        listing.page(request -> request.nextToken(token).filters(Listing.filter("Status", "Success"))))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThat(listing.page(request -> request.nextToken(token).maxResults(9))
                        .commandInvocations())
                .hasSize(9);
    }

    @Test
    void anUnsignedRequestIsRefused() {
        assertThat(post("{}", "ListCommandInvocations", "").body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void anotherOperationIsUnknown() {
        HttpResponse<String> response = post("{}", "SendCommand", SCOPE);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"__type\":\"UnknownOperationException\"");
    }

    @Test
    void aBodyThatIsNotTheRightJsonCantBeDeserialized() {
        assertThat(post("{").body()).contains("SerializationException");
        assertThat(post("").body()).contains("SerializationException");
        assertThat(post("{\"MaxResults\":\"many\"}").body())
                .contains("SerializationException", "STRING_VALUE can not be converted to an Integer");
    }

    @Test
    void timesComeInBothNotationsWithoutTrailingZeros() {
        assertThat(post("{}").body())
                .containsPattern("\"RequestedDateTime\":1\\.79\\d*[1-9]E9[,}]")
                .containsPattern("\"RequestedDateTime\":179\\d{7}(\\.\\d{0,2}[1-9])?[,}]");
    }

    private void assertInvalid(Consumer<ListCommandInvocationsRequest.Builder> request, String... parts) {
        assertThatThrownBy(() -> listing.page(request)).hasMessageContainingAll(parts);
        assertThat(simulator.requests()).last().extracting(Request::errorCode).isEqualTo("ValidationException");
    }

    private HttpResponse<String> post(String body) {
        return post(body, "ListCommandInvocations", SCOPE);
    }

    private HttpResponse<String> post(String body, String operation, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.endpoint())
                .header("X-Amz-Target", "AmazonSSM." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }
}
