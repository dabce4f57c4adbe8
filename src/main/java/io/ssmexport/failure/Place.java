package io.ssmexport.failure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where something went wrong, from the wide to the narrow: an account, a region, a day and a page; or an option, a file, an
 * address.
 *
 * @param members at least one
 * @param isPosition whether it is one in a file, which editors find as they find a compiler's
 */
public record Place(List<String> members, boolean isPosition) {

    public Place {
        members = List.copyOf(members);
    }

    public static Place of(String... members) {
        return new Place(List.of(members), false);
    }

    /** {@code jobs/nightly.yaml:3}, or a file as a whole. */
    public static Place position(String position) {
        return new Place(List.of(position), true);
    }

    /** How a sentence about it begins: {@code [into]}, or {@code jobs/nightly.yaml:3:}. */
    String heading() {
        return isPosition ? this + ": " : "[" + this + "] ";
    }

    /** A place in this one. */
    public Place and(String narrower) {
        return new Place(Stream.concat(members.stream(), Stream.of(narrower)).toList(), isPosition);
    }

    /** For messages: {@code 123456789012 us-east-1 2026-11-19 page 1}. */
    @Override
    public String toString() {
        return String.join(" ", members);
    }
}
