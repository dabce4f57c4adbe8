package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmexport.invocations.Clients.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    private static final int PAGE = 4;
    private static final int ALL = 11;

    private interface Client {
        Ended list(List<String> arguments) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aListGoesOnAfterAnyNumberOfInvocations(int first) throws Exception {
        assertThat(inTwo(Clients::ours, Clients::ours, first)).isEqualTo(inOne());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void aTokenOfTheAwsCliIsUnderstood(int first) throws Exception {
        assumeTrue(Clients.AWS.isPresent(), Clients.NO_AWS);

        assertThat(inTwo(Clients::aws, Clients::ours, first)).isEqualTo(inOne());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void theAwsCliUnderstandsOurTokens(int first) throws Exception {
        assumeTrue(Clients.AWS.isPresent(), Clients.NO_AWS);

        assertThat(inTwo(Clients::ours, Clients::aws, first)).isEqualTo(inOne());
    }

    @Test
    void aListInStepsOfOneIsWhole() throws Exception {
        List<JsonNode> listed = new ArrayList<>();
        String token = null;
        for (int i = 0; i < ALL; i++) {
            List<String> arguments = arguments(1);
            if (token != null) {
                arguments.addAll(List.of("--starting-token", token));
            }
            JsonNode part = parsed(Clients.ours(arguments));
            part.path("CommandInvocations").forEach(listed::add);
            token = part.path("NextToken").asText();
        }

        assertThat(listed).isEqualTo(inOne());
    }

    @Test
    void maxItemsThatEndThePageStillGiveAToken() throws Exception {
        assertThat(parsed(Clients.ours(arguments(PAGE))).path("NextToken").asText())
                .isNotEmpty();
    }

    private static List<JsonNode> inOne() throws IOException {
        List<JsonNode> listed = new ArrayList<>();
        parsed(Clients.ours(arguments(ALL))).path("CommandInvocations").forEach(listed::add);
        return listed;
    }

    private static List<JsonNode> inTwo(Client client, Client next, int first)
            throws IOException, InterruptedException {
        JsonNode begin = parsed(client.list(arguments(first)));
        List<String> arguments = arguments(ALL - first);
        arguments.addAll(List.of("--starting-token", begin.path("NextToken").asText()));
        List<JsonNode> listed = new ArrayList<>();
        begin.path("CommandInvocations").forEach(listed::add);
        parsed(next.list(arguments)).path("CommandInvocations").forEach(listed::add);
        return listed;
    }

    private static List<String> arguments(int maxItems) {
        return new ArrayList<>(List.of("--page-size", String.valueOf(PAGE), "--max-items", String.valueOf(maxItems)));
    }

    private static JsonNode parsed(Ended ended) throws IOException {
        assertThat(ended.error()).isEmpty();
        return new JsonMapper().readTree(ended.output());
    }
}
