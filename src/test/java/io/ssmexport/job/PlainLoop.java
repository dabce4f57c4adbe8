package io.ssmexport.job;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/**
 * What anybody would write who wants the invocations of one region and knows nothing of this program: the standard that
 * its rows and its speed are held against.
 */
public final class PlainLoop {

    /** Account that the simulator takes any credentials for. */
    public static final String ACCOUNT = "123456789012";

    public static final String REGION = "us-east-1";

    private PlainLoop() {}

    /** Drains an endpoint and prints how many pages it had: {@code PlainLoop http://127.0.0.1:4599 50}. */
    public static void main(String[] arguments) {
        int pages = 0;
        int invocations = 0;
        try (SsmClient client = client(URI.create(arguments[0]), REGION)) {
            String token = null;
            do {
                ListCommandInvocationsResponse page = page(client, Integer.parseInt(arguments[1]), token);
                pages++;
                invocations += page.commandInvocations().size();
                token = page.nextToken();
            } while (token != null);
        }
        System.out.println(pages + " pages, " + invocations + " invocations");
    }

    /** All invocations of an endpoint. */
    public static List<CommandInvocation> invocations(URI endpoint) {
        return invocations(endpoint, REGION);
    }

    /** All invocations of a region of an endpoint. */
    static List<CommandInvocation> invocations(URI endpoint, String region) {
        List<CommandInvocation> invocations = new ArrayList<>();
        try (SsmClient client = client(endpoint, region)) {
            String token = null;
            do {
                ListCommandInvocationsResponse page = page(client, 50, token);
                invocations.addAll(page.commandInvocations());
                token = page.nextToken();
            } while (token != null);
        }
        return invocations;
    }

    /**
     * The invocation's rows as the contract has them, without {@code exported_at}; times in milliseconds since 1970.
     */
    public static List<List<@Nullable String>> rows(CommandInvocation invocation) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (CommandPlugin plugin : invocation.commandPlugins()) {
            rows.add(row(invocation, rows.size(), plugin));
        }
        return rows.isEmpty() ? List.of(row(invocation, 0, null)) : rows;
    }

    private static List<@Nullable String> row(CommandInvocation invocation, int index, @Nullable CommandPlugin plugin) {
        List<@Nullable String> row = new ArrayList<>();
        row.addAll(List.of(ACCOUNT, REGION, invocation.commandId(), invocation.instanceId(), String.valueOf(index)));
        row.add(invocation.instanceName());
        row.add(invocation.comment());
        row.add(invocation.documentName());
        row.add(invocation.documentVersion());
        row.add(time(invocation.requestedDateTime()));
        row.add(invocation.statusAsString());
        row.add(invocation.statusDetails());
        row.add(invocation.standardOutputUrl());
        row.add(invocation.standardErrorUrl());
        row.add(invocation.traceOutput());
        row.add(invocation.serviceRole());
        var notification = invocation.notificationConfig();
        row.add(notification == null ? null : notification.notificationArn());
        row.add(notification == null ? null : String.join(",", notification.notificationEventsAsStrings()));
        row.add(notification == null ? null : notification.notificationTypeAsString());
        var cloudWatch = invocation.cloudWatchOutputConfig();
        row.add(cloudWatch == null ? null : cloudWatch.cloudWatchLogGroupName());
        row.add(cloudWatch == null ? null : String.valueOf(cloudWatch.cloudWatchOutputEnabled()));
        if (plugin == null) {
            while (row.size() < 34) {
                row.add(null);
            }
            return row;
        }
        row.add(plugin.name());
        row.add(plugin.statusAsString());
        row.add(plugin.statusDetails());
        row.add(String.valueOf(plugin.responseCode()));
        row.add(time(plugin.responseStartDateTime()));
        row.add(time(plugin.responseFinishDateTime()));
        row.add(withoutLoneSurrogates(plugin.output()));
        row.add(plugin.standardOutputUrl());
        row.add(plugin.standardErrorUrl());
        row.add(plugin.outputS3Region());
        row.add(plugin.outputS3BucketName());
        row.add(plugin.outputS3KeyPrefix());
        row.add(String.valueOf(plugin.output().contains("---Output truncated---")
                || plugin.output().contains("---Error truncated----")));
        return row;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : String.valueOf(time.toEpochMilli());
    }

    private static String withoutLoneSurrogates(String text) {
        return text.replaceAll("(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])", "\ufffd");
    }

    private static ListCommandInvocationsResponse page(SsmClient client, int size, @Nullable String token) {
        return client.listCommandInvocations(
                request -> request.details(true).maxResults(size).nextToken(token));
    }

    private static SsmClient client(URI endpoint, String region) {
        return SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
