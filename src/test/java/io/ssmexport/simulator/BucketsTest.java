package io.ssmexport.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class BucketsTest {

    @Test
    void s3IsServedAtTheAddressOfSsm() throws IOException {
        try (Simulator simulator = Simulator.start(new Simulation(3, 1, 1), SimulatorTest.MIDNIGHT, 0, Faults.none());
                Listing ssm = Listing.of(simulator);
                S3Client s3 = S3Client.builder()
                        .endpointOverride(simulator.endpoint())
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            simulator.buckets().create("archive");
            s3.putObject(request -> request.bucket("archive").key("k"), RequestBody.fromString("text"));
            assertThat(ssm.all()).hasSize(3);
            assertThat(s3.getObjectAsBytes(request -> request.bucket("archive").key("k"))
                            .asUtf8String())
                    .isEqualTo("text");
            assertThat(simulator.requests()).extracting(Request::operation).containsOnly("ListCommandInvocations");
            assertThat(simulator.buckets().requests()).hasSize(2);
        }
    }
}
