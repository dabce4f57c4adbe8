package io.ssmexport.row;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a row says of its plugin, members of the API's {@code CommandPlugin}. */
public record PluginColumns(
        @Nullable String pluginName,
        @Nullable String pluginStatus,
        @Nullable String pluginStatusDetails,
        @Nullable Integer responseCode,
        @Nullable Instant responseStartDateTime,
        @Nullable Instant responseFinishDateTime,
        @Nullable String output,
        @Nullable String pluginStandardOutputUrl,
        @Nullable String pluginStandardErrorUrl,
        @Nullable String outputS3Region,
        @Nullable String outputS3BucketName,
        @Nullable String outputS3KeyPrefix,
        @Nullable Boolean outputTruncated) {

    /** Of an invocation without plugins. */
    public static final PluginColumns NONE =
            new PluginColumns(null, null, null, null, null, null, null, null, null, null, null, null, null);
}
