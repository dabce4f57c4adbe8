package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a bucket is sought, by region and environment, as AWS's tables of endpoints have it and as a proxy sees it. */
class BucketEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, '', lake.s3.eu-west-1.amazonaws.com:443",
        "cn-north-1, '', lake.s3.cn-north-1.amazonaws.com.cn:443",
        "us-gov-west-1, '', lake.s3.us-gov-west-1.amazonaws.com:443",
        "us-gov-west-1, AWS_USE_FIPS_ENDPOINT=true, lake.s3-fips.us-gov-west-1.amazonaws.com:443",
        "ca-central-1, AWS_USE_FIPS_ENDPOINT=true, lake.s3-fips.ca-central-1.amazonaws.com:443",
        "eu-west-1, AWS_USE_DUALSTACK_ENDPOINT=true, lake.s3.dualstack.eu-west-1.amazonaws.com:443",
        "eu-west-1, AWS_ENDPOINT_URL_S3=https://vpce-1.s3.eu-west-1.vpce.amazonaws.com, vpce-1.s3.eu-west-1.vpce.amazonaws.com:443",
        "us-east-1, AWS_ENDPOINT_URL_S3=https://minio.example:9000, minio.example:9000"
    })
    void theClientAsksWhereTheRegionsAndTheEnvironmentSay(String region, String variable, String host)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "AWS_ACCESS_KEY_ID",
                "simulator",
                "AWS_SECRET_ACCESS_KEY",
                "simulator",
                "AWS_REGION",
                region,
                "AWS_MAX_ATTEMPTS",
                "1",
                "AWS_CONFIG_FILE",
                "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE",
                "/dev/null"));
        if (!variable.isEmpty()) {
            environment.put(
                    variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> firstLine(proxy));
            Terms terms = Terms.of("test", Duration.ofSeconds(5), Duration.ofSeconds(10));
            try (ServiceClients clients = new ServiceClients(AwsSetup.of(environment, null), terms);
                    S3Client client = clients.s3(clients.bucketRegion(), null)) {
                assertThatThrownBy(() -> client.headBucket(request -> request.bucket("lake")))
                        .isInstanceOf(SdkException.class);
            }
            assertThat(asked.join()).isEqualTo("CONNECT " + host + " HTTP/1.1");
        }
    }

    /** The proxy's first request, which gets no answer. */
    private static String firstLine(ServerSocket proxy) {
        try (Socket socket = proxy.accept();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
