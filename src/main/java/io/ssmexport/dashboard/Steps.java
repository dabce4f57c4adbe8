package io.ssmexport.dashboard;

import io.ssmexport.history.History;
import io.ssmexport.history.StepDuration;
import io.ssmexport.slice.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long steps take: of all sources together and, since percentiles can't be added up, of each account, each region and each
 * account in a region by itself, as far as a page has room.
 *
 * @param rows the slowest first
 * @param count how many there are, also those that aren't shown
 * @param scopes by account and region, either of which may be empty: what {@code rows} would be, null where there is none
 */
record Steps(List<StepDuration> rows, int count, Map<String, List<@Nullable StepDuration>> scopes) {

    /** Some 200 KB. */
    private static final int MOST_IN_SCOPES = 4000;

    /** A step of a document. */
    private record Name(@Nullable String document, String plugin) {
        static Name of(StepDuration step) {
            return new Name(step.document(), step.plugin());
        }
    }

    static Steps of(History history, List<Source> sources) {
        List<StepDuration> all = history.durations(source -> true);
        List<StepDuration> shown = all.stream().limit(Tables.MOST_ROWS).toList();
        Map<String, Predicate<Source>> wanted = scopes(sources);
        Map<String, List<@Nullable StepDuration>> scopes = new LinkedHashMap<>();
        if (sources.size() > 1 && wanted.size() * shown.size() <= MOST_IN_SCOPES) {
            wanted.forEach((scope, chosen) -> scopes.put(scope, inOrder(shown, history.durations(chosen))));
        }
        return new Steps(shown, all.size(), scopes);
    }

    private static Map<String, Predicate<Source>> scopes(List<Source> sources) {
        Map<String, Predicate<Source>> scopes = new LinkedHashMap<>();
        for (Source source : sources) {
            scopes.put(source.account() + " ", each -> each.account().equals(source.account()));
            scopes.put(" " + source.region(), each -> each.region().equals(source.region()));
            scopes.put(source.account() + " " + source.region(), source::equals);
        }
        return scopes;
    }

    private static List<@Nullable StepDuration> inOrder(List<StepDuration> order, List<StepDuration> steps) {
        Map<Name, StepDuration> byName = new HashMap<>();
        steps.forEach(step -> byName.put(Name.of(step), step));
        return order.stream()
                .map(step -> byName.get(Name.of(step)))
                .<@Nullable StepDuration>map(step -> step)
                .toList();
    }

    /** Percentiles, and the longest. */
    static Stream<Double> percentiles(StepDuration step) {
        return Stream.of(step.p50(), step.p90(), step.p95(), step.p99(), step.max());
    }
}
