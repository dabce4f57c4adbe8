package io.ssmexport.sink.file.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose parts of a slice a checkpoint counts: from a page on those of one attempt, and from a later page on those of the
 * attempt that went on there. As a text, {@code 1-4f0c,41-9b21}, it is as short as a slice was resumed seldom.
 */
record Attempts(List<Attempt> attempts) {

    private record Attempt(int firstPage, String name) {}

    /** Of a slice of which nothing was written, or only parts of an earlier version, which name no attempt. */
    static final Attempts NONE = new Attempts(List.of());

    static Attempts parse(String text) {
        return new Attempts(Stream.of(text.split(",", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("-", 2))
                .map(part -> new Attempt(Integer.parseInt(part[0]), part[1]))
                .toList());
    }

    /** With those of an attempt from a page on. */
    Attempts from(int page, String attempt) {
        List<Attempt> until = new ArrayList<>(
                attempts.stream().filter(known -> known.firstPage() < page).toList());
        if (!of(page - 1, until).equals(attempt)) {
            until.add(new Attempt(page, attempt));
        }
        return new Attempts(List.copyOf(until));
    }

    /** Whether a part that begins with that page counts. */
    boolean has(int firstPage, String attempt) {
        return of(firstPage, attempts).equals(attempt);
    }

    private static String of(int page, List<Attempt> attempts) {
        String last = "";
        for (Attempt attempt : attempts) {
            last = attempt.firstPage() <= page ? attempt.name() : last;
        }
        return last;
    }

    String text() {
        return attempts.stream()
                .map(attempt -> attempt.firstPage() + "-" + attempt.name())
                .collect(Collectors.joining(","));
    }
}
