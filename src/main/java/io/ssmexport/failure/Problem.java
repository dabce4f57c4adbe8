package io.ssmexport.failure;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is told of something that went wrong, in its parts. They stay apart until somebody reads them: on the terminal as
 * {@link #text one sentence}, in a report as members.
 *
 * @param place where it happened; null where the words say that
 * @param code what the service, the server or HTTP calls it, or null
 * @param what what must be but was not, or what somebody answered
 * @param remedy what to do next; null where the words say that
 */
public record Problem(
        @Nullable Place place,
        @Nullable String code,
        String what,
        @Nullable String remedy) {

    public static Problem of(String what) {
        return new Problem(null, null, what, null);
    }

    /** One at a place that has a single member, such as an option. */
    public static Problem at(String place, String what) {
        return of(what).at(Place.of(place));
    }

    /** The same, at a place. Another that it had is told with it: {@code [page 1] [credentials] there are none}. */
    public Problem at(Place where) {
        String said = place == null || place.equals(where) ? what : place.heading() + what;
        return new Problem(where, code, said, remedy);
    }

    /** The same, said of what couldn't be done because of it: {@code can't write history: the volume is full}. */
    public Problem within(String undone) {
        return new Problem(place, code, undone + ": " + what, remedy);
    }

    /** The same, wherever it happens. */
    public Problem anywhere() {
        return new Problem(null, code, what, remedy);
    }

    public Problem withCode(@Nullable String given) {
        return new Problem(place, given, what, remedy);
    }

    public Problem withRemedy(@Nullable String next) {
        return new Problem(place, code, what, next);
    }

    /**
     * That whose place has most members: of the slice that was refused, not of those that were then left alone; it has a page
     * too.
     *
     * @param problems at least one
     */
    public static Problem mostExact(Collection<Problem> problems) {
        return problems.stream()
                .max(Comparator.comparingInt(Problem::exactness))
                .orElseThrow();
    }

    private int exactness() {
        return place == null ? 0 : place.members().size();
    }

    /** {@code [place] what; remedy}. */
    public String text() {
        return (place == null ? "" : place.heading()) + what + (remedy == null ? "" : "; " + remedy);
    }

    @Override
    public String toString() {
        return text();
    }
}
