package io.ssmexport.options;

import java.util.List;

/**
 * An option as somebody wrote it, not yet understood.
 *
 * @param key name of the option, without dashes
 * @param values one text, or several where the option takes a list
 * @param origin where it was written: {@code --since} or {@code nightly.yaml:7}
 */
public record Setting(String key, List<String> values, String origin) {}
