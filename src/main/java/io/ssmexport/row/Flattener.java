package io.ssmexport.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CloudWatchOutputConfig;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.NotificationConfig;

/** Turns an invocation, as the service sent it, into the rows of the contract. Pure. */
public final class Flattener {

    /** What the SSM agent puts where it cut the output; it can stand in the middle, before the error output. */
    private static final String OUTPUT_CUT = "\n---Output truncated---";

    private static final String ERROR_CUT = "\n---Error truncated----";

    private final String accountId;
    private final String region;

    /** Flattener for the invocations of one account and region, which no answer of the service names. */
    public Flattener(String accountId, String region) {
        this.accountId = accountId;
        this.region = region;
    }

    /**
     * One row per plugin, in their order; one row without plugin where there is none.
     *
     * @param readAt when the page with the invocation was read
     * @throws IllegalArgumentException if a member of the key or the request time is absent
     */
    public InvocationRows rows(CommandInvocation invocation, Instant readAt) {
        if (!invocation.hasCommandPlugins() || invocation.commandPlugins().isEmpty()) {
            return new InvocationRows(List.of(row(invocation, 0, null, readAt)));
        }
        List<PluginRow> rows = new ArrayList<>(invocation.commandPlugins().size());
        for (CommandPlugin plugin : invocation.commandPlugins()) {
            rows.add(row(invocation, rows.size(), plugin, readAt));
        }
        return new InvocationRows(rows);
    }

    private PluginRow row(CommandInvocation invocation, int index, @Nullable CommandPlugin plugin, Instant readAt) {
        NotificationConfig notification = invocation.notificationConfig();
        CloudWatchOutputConfig cloudWatch = invocation.cloudWatchOutputConfig();
        String output = plugin == null ? null : clean(plugin.output());
        return new PluginRow(
                accountId,
                region,
                required("CommandId", clean(invocation.commandId())),
                required("InstanceId", clean(invocation.instanceId())),
                index,
                clean(invocation.instanceName()),
                clean(invocation.comment()),
                clean(invocation.documentName()),
                clean(invocation.documentVersion()),
                required("RequestedDateTime", invocation.requestedDateTime()),
                clean(invocation.statusAsString()),
                clean(invocation.statusDetails()),
                clean(invocation.standardOutputUrl()),
                clean(invocation.standardErrorUrl()),
                clean(invocation.traceOutput()),
                clean(invocation.serviceRole()),
                notification == null ? null : clean(notification.notificationArn()),
                notification == null || !notification.hasNotificationEvents()
                        ? null
                        : clean(String.join(",", notification.notificationEventsAsStrings())),
                notification == null ? null : clean(notification.notificationTypeAsString()),
                cloudWatch == null ? null : clean(cloudWatch.cloudWatchLogGroupName()),
                cloudWatch == null ? null : cloudWatch.cloudWatchOutputEnabled(),
                plugin == null ? null : clean(plugin.name()),
                plugin == null ? null : clean(plugin.statusAsString()),
                plugin == null ? null : clean(plugin.statusDetails()),
                plugin == null ? null : plugin.responseCode(),
                plugin == null ? null : plugin.responseStartDateTime(),
                plugin == null ? null : plugin.responseFinishDateTime(),
                output,
                plugin == null ? null : clean(plugin.standardOutputUrl()),
                plugin == null ? null : clean(plugin.standardErrorUrl()),
                plugin == null ? null : clean(plugin.outputS3Region()),
                plugin == null ? null : clean(plugin.outputS3BucketName()),
                plugin == null ? null : clean(plugin.outputS3KeyPrefix()),
                output == null ? null : output.contains(OUTPUT_CUT) || output.contains(ERROR_CUT),
                readAt);
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("an invocation has no " + member + ", so it can't have a row");
        }
        return value;
    }

    /** The text with every lone surrogate, which no encoding of Unicode can hold, replaced by U+FFFD. */
    static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int lone = firstLoneSurrogate(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder cleaned = new StringBuilder(text);
        for (; lone >= 0; lone = firstLoneSurrogate(text, lone + 1)) {
            cleaned.setCharAt(lone, '\uFFFD');
        }
        return cleaned.toString();
    }

    private static int firstLoneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }
}
