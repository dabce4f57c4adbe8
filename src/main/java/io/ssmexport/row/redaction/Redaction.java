package io.ssmexport.row.redaction;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.OutputMarks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets: each becomes {@code [redacted:RULE]}. The parts of an output, standard output and error output, are
 * looked at one by one and each as far as the agent left it, so that the end of a pattern's text is also where a secret was
 * cut. Takes time that is linear in the length of a text, whatever the text is. Thread-safe.
 */
public final class Redaction {

    /** How a masked place begins. */
    public static final String MASK = "[redacted:";

    private static final List<String> MARKS =
            List.of(OutputMarks.OUTPUT_CUT, OutputMarks.ERROR_BEGINS, OutputMarks.ERROR_CUT);

    private final List<Rule> rules;

    private final Keywords keywords;

    private Redaction(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.keywords = new Keywords(this.rules.stream().map(Rule::keywords).toList());
    }

    /**
     * The rules that come with the program and those of a file.
     *
     * @param file in the format of gitleaks, or null
     * @throws Failure of kind USAGE that lists all mistakes of the file
     */
    public static Redaction of(@Nullable Path file) {
        return new Redaction(file == null ? RuleFile.builtIn().rules() : RuleFile.builtInWith(file));
    }

    /** Ids of all rules, in their order. */
    public List<String> ruleIds() {
        return rules.stream().map(Rule::id).toList();
    }

    /** The text without its secrets. */
    public Redacted redact(String text) {
        ShownText shown = ShownText.of(text);
        List<Mask> masks = shown.printed(masks(shown.text()));
        if (masks.isEmpty()) {
            return new Redacted(text, Map.of());
        }
        StringBuilder redacted = new StringBuilder(text.length());
        Map<String, Integer> counts = new TreeMap<>();
        int done = 0;
        for (Mask mask : masks) {
            String id = rules.get(mask.order()).id();
            redacted.append(text, done, mask.start()).append(MASK).append(id).append(']');
            counts.merge(id, 1, Integer::sum);
            done = mask.end();
        }
        return new Redacted(redacted.append(text, done, text.length()).toString(), counts);
    }

    /** What to mask, in the order of the text and without overlaps. */
    List<Mask> masks(CharSequence text) {
        BitSet worthTrying = keywords.rulesFor(text);
        if (worthTrying.isEmpty()) {
            return List.of();
        }
        List<Mask> masks = new ArrayList<>();
        int start = 0;
        for (int end : ends(text.toString())) {
            masks.addAll(masks(worthTrying, text.subSequence(start, end), start));
            start = end;
        }
        return masks;
    }

    private List<Mask> masks(BitSet worthTrying, CharSequence part, int offset) {
        List<Mask> masks = new ArrayList<>();
        worthTrying.stream()
                .forEach(order -> rules.get(order).find(part, found -> {
                    if (!isMasked(part, found.secretStart())) {
                        masks.add(new Mask(offset + found.secretStart(), offset + found.secretEnd(), order));
                    }
                }));
        return Mask.merged(masks);
    }

    /** Whether what begins there is a mask, or the rule that one names. */
    private static boolean isMasked(CharSequence text, int at) {
        return MASK.contentEquals(text.subSequence(at, Math.min(text.length(), at + MASK.length())))
                || MASK.contentEquals(text.subSequence(Math.max(0, at - MASK.length()), at));
    }

    /** Where the parts end; a mark begins the part after it. */
    private static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        for (String mark : MARKS) {
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
                ends.add(at);
            }
        }
        ends.add(text.length());
        ends.sort(null);
        return ends;
    }
}
