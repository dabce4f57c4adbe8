package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class SecurityTokensTest {

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private StsClient sts;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(new Simulation(10, 1, 1), SimulatorTest.MIDNIGHT, 0, faults);
        sts = client("simulator");
    }

    @AfterEach
    void stop() {
        sts.close();
        simulator.close();
    }

    @Test
    void anyCredentialsAreTheHomeAccounts() {
        assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
    }

    @Test
    void theCredentialsOfARoleAreItsAccounts() {
        Credentials credentials = assume("210987654321");
        try (StsClient assumed = client(credentials.accessKeyId());
                Listing listing = Listing.of(simulator, "us-east-1", credentials.accessKeyId())) {
            assertThat(assumed.getCallerIdentity().account()).isEqualTo("210987654321");
            listing.page(request -> {});
            assertThat(simulator.requests()).last().extracting(Request::account).isEqualTo("210987654321");
        }
    }

    @Test
    void credentialsLiveForAnHourOfRealTimeAlthoughTheHistoryStandsStill() {
        Instant before = Instant.now();
        assertThat(assume("210987654321").expiration()).isBetween(before.plusSeconds(3599), before.plusSeconds(3700));
    }

    @Test
    void theExternalIdIsInTheLog() {
        assume("210987654321");
        assertThat(simulator.requests()).last().satisfies(request -> {
            assertThat(request.operation()).isEqualTo("AssumeRole");
            assertThat(request.body()).contains("ExternalId=secret");
        });
    }

    @Test
    void stsCanBeDenied() {
        faults.denySts(true);
        assertDenied("123456789012");
        assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(StsException.class);
    }

    @Test
    void theRolesOfOneAccountCanBeDenied() {
        faults.deny("210987654321");
        assertDenied("210987654321");
        assume("111122223333");
    }

    private void assertDenied(String account) {
        assertThatThrownBy(() -> assume(account)).isInstanceOfSatisfying(StsException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(error.statusCode()).isEqualTo(403);
        });
    }

    private Credentials assume(String account) {
        return sts.assumeRole(role -> role.roleArn("arn:aws:iam::" + account + ":role/audit/reader")
                        .roleSessionName("ssm-export")
                        .externalId("secret"))
                .credentials();
    }

    private StsClient client(String accessKey) {
        return StsClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
