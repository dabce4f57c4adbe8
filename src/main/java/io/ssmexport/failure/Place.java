package io.ssmexport.failure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where something went wrong, from the wide to the narrow: an account, a region, a day and a page; or an option, a file, an
 * address.
 *
 * @param members at least one
 */
public record Place(List<String> members) {

    public Place {
        members = List.copyOf(members);
    }

    public static Place of(String... members) {
        return new Place(List.of(members));
    }

    /** A place in this one. */
    public Place and(String narrower) {
        return new Place(Stream.concat(members.stream(), Stream.of(narrower)).toList());
    }

    /** For messages: {@code 123456789012 us-east-1 2026-11-19 page 1}. */
    @Override
    public String toString() {
        return String.join(" ", members);
    }
}
