package io.ssmexport.row;

/** What tells a row from all others. Only {@link #pluginIndex} differs within an invocation. */
public record RowKey(String accountId, String region, String commandId, String instanceId, int pluginIndex) {}
