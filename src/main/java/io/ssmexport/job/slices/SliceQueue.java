package io.ssmexport.job.slices;

import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Slices that wait for a worker. The next is one of the account with the fewest under way, of its region with the fewest
 * under way; among equals the first of the plan. So an account or region that is slow, or throttled, holds no more
 * workers than its share while others have work, and all of them when it is the last. Thread-safe.
 */
final class SliceQueue {

    private final Map<Source, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();

    private static final class Lane {

        private final String account;
        private final Queue<Integer> positions = new ArrayDeque<>();
        private final Queue<Slice> slices = new ArrayDeque<>();
        private int underWay;

        Lane(String account) {
            this.account = account;
        }

        int firstPosition() {
            return positions.element();
        }
    }

    SliceQueue(List<Slice> plan) {
        for (int position = 0; position < plan.size(); position++) {
            Slice slice = plan.get(position);
            Lane lane = lane(slice);
            lane.positions.add(position);
            lane.slices.add(slice);
        }
    }

    /** Accounts and regions in the order in which the first slice of each has its turn. */
    static Set<Source> lanes(List<Slice> plan) {
        SliceQueue queue = new SliceQueue(plan);
        return Stream.generate(queue::take)
                .limit(plan.size())
                .map(Source::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Lane lane(Slice slice) {
        return lanes.computeIfAbsent(Source.of(slice), source -> new Lane(source.account()));
    }

    /** Takes the next slice; there must be one. */
    synchronized Slice take() {
        Lane next = lanes.values().stream()
                .filter(lane -> !lane.slices.isEmpty())
                .min(Comparator.comparingInt((Lane lane) -> underWay.getOrDefault(lane.account, 0))
                        .thenComparingInt(lane -> lane.underWay)
                        .thenComparingInt(Lane::firstPosition))
                .orElseThrow();
        next.positions.remove();
        count(next, 1);
        return next.slices.remove();
    }

    /** Says that a slice which was taken is no longer under way. */
    synchronized void done(Slice slice) {
        count(lane(slice), -1);
    }

    private void count(Lane lane, int change) {
        lane.underWay += change;
        underWay.merge(lane.account, change, Integer::sum);
    }
}
