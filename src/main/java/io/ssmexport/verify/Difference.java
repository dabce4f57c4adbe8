package io.ssmexport.verify;

/**
 * A command whose counts differ.
 *
 * @param reason in which counts, or why
 */
public record Difference(ReportedCommand reported, Counts archived, String reason) {}
