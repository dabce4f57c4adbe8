package io.ssmexport.row.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a text that must not be seen.
 *
 * @param start index of its first character
 * @param end index after its last one
 * @param order of its rule among all rules
 */
record Mask(int start, int end, int order) {

    /** Masks in the order of the text; those that overlap become one, of the first rule among theirs. */
    static List<Mask> merged(List<Mask> masks) {
        List<Mask> sorted = new ArrayList<>(masks);
        sorted.sort(Comparator.comparingInt(Mask::start).thenComparingInt(Mask::order));
        List<Mask> merged = new ArrayList<>();
        for (Mask mask : sorted) {
            Mask last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && mask.start < last.end) {
                merged.set(merged.size() - 1, last.with(mask));
            } else {
                merged.add(mask);
            }
        }
        return merged;
    }

    private Mask with(Mask other) {
        return new Mask(start, Math.max(end, other.end), Math.min(order, other.order));
    }
}
