package io.ssmexport.simulator.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The real client on a bucket of an endpoint, without retries, so that a test sees every answer. */
record S3At(S3Client client, String bucket) implements AutoCloseable {

    static final String BUCKET = "archive";

    static S3At of(URI endpoint) {
        return of(endpoint, builder -> {});
    }

    static S3At of(URI endpoint, Consumer<S3ClientBuilder> more) {
        S3ClientBuilder builder = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials("simulator"))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        more.accept(builder);
        return new S3At(builder.build(), BUCKET);
    }

    static StaticCredentialsProvider credentials(String accessKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "simulator"));
    }

    PutObjectResponse put(String key, String text) {
        return put(key, text, request -> {});
    }

    PutObjectResponse put(String key, String text, Consumer<PutObjectRequest.Builder> more) {
        return client.putObject(request -> more.accept(request.bucket(bucket).key(key)), RequestBody.fromString(text));
    }

    String get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
