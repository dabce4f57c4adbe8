package io.ssmexport.row.redaction;

import java.util.Map;

/**
 * A text with its secrets masked.
 *
 * @param masked how many places were masked, by the id of the rule that found them; only rules that found something
 */
public record Redacted(String text, Map<String, Integer> masked) {}
