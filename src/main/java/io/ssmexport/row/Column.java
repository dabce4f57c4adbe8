package io.ssmexport.row;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the row contract: what Parquet schema, CSV header, table and documentation are made from and checked
 * against.
 *
 * @param name the API member's name in snake_case
 * @param value reads the column from a row; the Java type is the one that {@link Type} names
 */
public record Column(String name, Type type, boolean nullable, Function<PluginRow, @Nullable Object> value) {

    /** Type of a column, the same in all sinks. */
    public enum Type {
        /** {@link String}; UTF-8 without lone surrogates. */
        TEXT,
        /** {@link Integer}. */
        INT,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.time.Instant}; UTC, milliseconds. */
        TIMESTAMP
    }

    /** All columns, in the order of the record's components. */
    public static final List<Column> ALL = List.of(
            required("account_id", Type.TEXT, row -> row.key().accountId()),
            required("region", Type.TEXT, row -> row.key().region()),
            required("command_id", Type.TEXT, row -> row.key().commandId()),
            required("instance_id", Type.TEXT, row -> row.key().instanceId()),
            required("plugin_index", Type.INT, row -> row.key().pluginIndex()),
            optional("instance_name", Type.TEXT, row -> row.invocation().instanceName()),
            optional("comment", Type.TEXT, row -> row.invocation().comment()),
            optional("document_name", Type.TEXT, row -> row.invocation().documentName()),
            optional("document_version", Type.TEXT, row -> row.invocation().documentVersion()),
            required(
                    "requested_date_time",
                    Type.TIMESTAMP,
                    row -> row.invocation().requestedDateTime()),
            optional("status", Type.TEXT, row -> row.invocation().status()),
            optional("status_details", Type.TEXT, row -> row.invocation().statusDetails()),
            optional("standard_output_url", Type.TEXT, row -> row.invocation().standardOutputUrl()),
            optional("standard_error_url", Type.TEXT, row -> row.invocation().standardErrorUrl()),
            optional("trace_output", Type.TEXT, row -> row.invocation().traceOutput()),
            optional("service_role", Type.TEXT, row -> row.invocation().serviceRole()),
            optional("notification_arn", Type.TEXT, row -> row.invocation().notificationArn()),
            optional("notification_events", Type.TEXT, row -> row.invocation().notificationEvents()),
            optional("notification_type", Type.TEXT, row -> row.invocation().notificationType()),
            optional(
                    "cloud_watch_log_group_name",
                    Type.TEXT,
                    row -> row.invocation().cloudWatchLogGroupName()),
            optional(
                    "cloud_watch_output_enabled",
                    Type.BOOLEAN,
                    row -> row.invocation().cloudWatchOutputEnabled()),
            optional("plugin_name", Type.TEXT, row -> row.plugin().pluginName()),
            optional("plugin_status", Type.TEXT, row -> row.plugin().pluginStatus()),
            optional("plugin_status_details", Type.TEXT, row -> row.plugin().pluginStatusDetails()),
            optional("response_code", Type.INT, row -> row.plugin().responseCode()),
            optional(
                    "response_start_date_time",
                    Type.TIMESTAMP,
                    row -> row.plugin().responseStartDateTime()),
            optional(
                    "response_finish_date_time",
                    Type.TIMESTAMP,
                    row -> row.plugin().responseFinishDateTime()),
            optional("output", Type.TEXT, row -> row.plugin().output()),
            optional(
                    "plugin_standard_output_url", Type.TEXT, row -> row.plugin().pluginStandardOutputUrl()),
            optional("plugin_standard_error_url", Type.TEXT, row -> row.plugin().pluginStandardErrorUrl()),
            optional("output_s3_region", Type.TEXT, row -> row.plugin().outputS3Region()),
            optional("output_s3_bucket_name", Type.TEXT, row -> row.plugin().outputS3BucketName()),
            optional("output_s3_key_prefix", Type.TEXT, row -> row.plugin().outputS3KeyPrefix()),
            optional("output_truncated", Type.BOOLEAN, row -> row.plugin().outputTruncated()),
            required("exported_at", Type.TIMESTAMP, PluginRow::exportedAt));

    /** Names of those that tell which invocation a row is of, and in which slice. */
    public static final List<String> OF_INVOCATION =
            List.of("account_id", "region", "command_id", "instance_id", "requested_date_time");

    /** Version of the contract, raised whenever a column is added, changed or removed; Parquet footers carry it. */
    public static final int CONTRACT_VERSION = 1;

    /** The column of that name. */
    public static Optional<Column> named(String name) {
        return ALL.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private static Column required(String name, Type type, Function<PluginRow, @Nullable Object> value) {
        return new Column(name, type, false, value);
    }

    private static Column optional(String name, Type type, Function<PluginRow, @Nullable Object> value) {
        return new Column(name, type, true, value);
    }
}
