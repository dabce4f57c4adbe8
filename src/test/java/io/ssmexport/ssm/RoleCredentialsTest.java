package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.service.AwsSetup;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.slice.RoleArn;
import io.ssmexport.wire.CannedAnswers;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Which region's STS is asked for a role. */
class RoleCredentialsTest {

    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @RegisterExtension
    private final CannedAnswers answers = new CannedAnswers();

    private final Map<String, StsClient> clients = new HashMap<>();

    private Simulator simulator;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(new Simulation(1, 1, 1), Clock.systemUTC(), 0, Faults.none());
    }

    @AfterEach
    void stop() {
        clients.values().forEach(StsClient::close);
        simulator.close();
    }

    private StsClient sts(String region) {
        URI endpoint = switch (region) {
            case "unreachable-1" -> NOBODY;
            case "off-1", "denied-1" -> answers.endpoint();
            default -> simulator.endpoint();
        };
        return clients.computeIfAbsent(
                region,
                name -> StsClient.builder()
                        .region(Region.of(name))
                        .endpointOverride(endpoint)
                        .httpClient(UrlConnectionHttpClient.create())
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
                        .build());
    }

    private void ask(String... regions) {
        Role role = new Role(RoleArn.parse("arn:aws:iam::111111111111:role/read"), null, "test");
        try (RoleCredentials credentials = new RoleCredentials(role, List.of(regions), this::sts)) {
            credentials.resolveCredentials();
        }
    }

    private void refuse(String code) {
        answers.addForEver(403, "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>");
    }

    @Test
    void whereItCannotBeReachedOrIsSwitchedOffTheNextRegionIsAsked() {
        refuse("RegionDisabledException");
        ask("unreachable-1", "off-1", "eu-west-1");
        assertThat(simulator.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.region()).isEqualTo("eu-west-1"));
    }

    @Test
    void aRefusalHoldsForAllRegions() {
        refuse("AccessDenied");
        assertThatThrownBy(() -> ask("denied-1", "eu-west-1")).isInstanceOf(StsException.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void whatTheLastRegionSaysIsTold() {
        assertThatThrownBy(() -> ask("unreachable-1")).isInstanceOf(SdkClientException.class);
    }

    @Test
    void aMistypedRegionIsAskedLast() {
        assertThat(Caller.tokenRegions(AwsSetup.none(), List.of("us-esat-1", "eu-west-1")))
                .containsExactly("eu-west-1", "us-esat-1");
    }
}
