package io.ssmexport.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/** The real client on a simulator, without retries, so that a test sees every answer. */
record Listing(SsmClient client) implements AutoCloseable {

    static Listing of(Simulator simulator) {
        return of(simulator, "us-east-1", "simulator");
    }

    static Listing of(Simulator simulator, String region, String accessKey) {
        return new Listing(SsmClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "simulator")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build());
    }

    ListCommandInvocationsResponse page(Consumer<ListCommandInvocationsRequest.Builder> request) {
        return client.listCommandInvocations(request);
    }

    List<ListCommandInvocationsResponse> pages(Consumer<ListCommandInvocationsRequest.Builder> request) {
        List<ListCommandInvocationsResponse> pages = new ArrayList<>();
        pages.add(page(request));
        while (pages.get(pages.size() - 1).nextToken() != null) {
            String token = pages.get(pages.size() - 1).nextToken();
            pages.add(page(request.andThen(next -> next.nextToken(token))));
        }
        return pages;
    }

    List<CommandInvocation> all(Consumer<ListCommandInvocationsRequest.Builder> request) {
        return pages(request).stream()
                .flatMap(page -> page.commandInvocations().stream())
                .toList();
    }

    /** Everything, with plugins. */
    List<CommandInvocation> all() {
        return all(request -> request.details(true));
    }

    static CommandFilter filter(String key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }

    static List<String> keys(List<CommandInvocation> invocations) {
        return invocations.stream()
                .map(invocation -> invocation.commandId() + "/" + invocation.instanceId())
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
