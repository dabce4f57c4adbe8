package io.ssmexport.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CloudWatchOutputConfig;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.NotificationConfig;

/** Turns an invocation, as the service sent it, into the rows of the contract. Pure. */
public final class Flattener {

    /** Bits that all surrogates share: every character of every text goes through here, so one comparison has to do. */
    private static final int SURROGATE_MASK = 0xF800;

    private final String accountId;
    private final String region;
    private final Function<String, @Nullable String> printed;

    /** Flattener for the invocations of one account and region, which no answer of the service names. */
    public Flattener(String accountId, String region) {
        this(accountId, region, text -> text);
    }

    /**
     * Flattener that changes what commands printed.
     *
     * @param printed gives what becomes of such a text: itself, one with secrets masked, or null to leave it out
     */
    public Flattener(String accountId, String region, Function<String, @Nullable String> printed) {
        this.accountId = accountId;
        this.region = region;
        this.printed = printed;
    }

    /**
     * One row per plugin, in their order; one row without plugin where there is none.
     *
     * @param readAt when the page with the invocation was read
     * @throws IllegalArgumentException if a member of the key or the request time is absent
     */
    public InvocationRows rows(CommandInvocation invocation, Instant readAt) {
        InvocationColumns columns = columns(invocation);
        if (!invocation.hasCommandPlugins() || invocation.commandPlugins().isEmpty()) {
            return new InvocationRows(List.of(new PluginRow(key(invocation, 0), columns, PluginColumns.NONE, readAt)));
        }
        List<PluginRow> rows = new ArrayList<>(invocation.commandPlugins().size());
        for (CommandPlugin plugin : invocation.commandPlugins()) {
            rows.add(new PluginRow(key(invocation, rows.size()), columns, columns(plugin), readAt));
        }
        return new InvocationRows(rows);
    }

    private RowKey key(CommandInvocation invocation, int pluginIndex) {
        return new RowKey(
                accountId,
                region,
                required("CommandId", clean(invocation.commandId())),
                required("InstanceId", clean(invocation.instanceId())),
                pluginIndex);
    }

    private InvocationColumns columns(CommandInvocation invocation) {
        NotificationConfig notification = invocation.notificationConfig();
        CloudWatchOutputConfig cloudWatch = invocation.cloudWatchOutputConfig();
        return new InvocationColumns(
                clean(invocation.instanceName()),
                clean(invocation.comment()),
                clean(invocation.documentName()),
                clean(invocation.documentVersion()),
                required("RequestedDateTime", invocation.requestedDateTime()),
                clean(invocation.statusAsString()),
                clean(invocation.statusDetails()),
                clean(invocation.standardOutputUrl()),
                clean(invocation.standardErrorUrl()),
                traceOutput(clean(invocation.traceOutput())),
                clean(invocation.serviceRole()),
                notification == null ? null : clean(notification.notificationArn()),
                notification == null || !notification.hasNotificationEvents()
                        ? null
                        : clean(String.join(",", notification.notificationEventsAsStrings())),
                notification == null ? null : clean(notification.notificationTypeAsString()),
                cloudWatch == null ? null : clean(cloudWatch.cloudWatchLogGroupName()),
                cloudWatch == null ? null : cloudWatch.cloudWatchOutputEnabled());
    }

    private PluginColumns columns(CommandPlugin plugin) {
        String whole = clean(plugin.output());
        String output = whole == null ? null : printed.apply(whole);
        return new PluginColumns(
                clean(plugin.name()),
                clean(plugin.statusAsString()),
                clean(plugin.statusDetails()),
                plugin.responseCode(),
                plugin.responseStartDateTime(),
                plugin.responseFinishDateTime(),
                output,
                clean(plugin.standardOutputUrl()),
                clean(plugin.standardErrorUrl()),
                clean(plugin.outputS3Region()),
                clean(plugin.outputS3BucketName()),
                clean(plugin.outputS3KeyPrefix()),
                (whole == null || output == null) ? null : isCut(whole));
    }

    /** An empty one, which is what the service sends, says nothing that could be left out. */
    private @Nullable String traceOutput(@Nullable String trace) {
        return trace == null || trace.isEmpty() ? trace : printed.apply(trace);
    }

    private static boolean isCut(String output) {
        return output.contains(OutputMarks.OUTPUT_CUT) || output.contains(OutputMarks.ERROR_CUT);
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
            if ((c & SURROGATE_MASK) != Character.MIN_SURROGATE) {
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
