package io.ssmexport.history;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How often something happened on which day: pairs of the day's number and the count, mostly few. */
final class DayCounts {

    private int[] pairs = new int[2];
    private int used;

    /** Counts one more, and says how many bytes it took. */
    int add(int day) {
        for (int i = used - 2; i >= 0; i -= 2) {
            if (pairs[i] == day) {
                pairs[i + 1]++;
                return 0;
            }
        }
        int before = bytes();
        if (used == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * used);
        }
        pairs[used] = day;
        pairs[used + 1] = 1;
        used += 2;
        return bytes() - before;
    }

    int bytes() {
        return 4 * pairs.length;
    }

    Map<Integer, Integer> byDay() {
        Map<Integer, Integer> byDay = new TreeMap<>();
        for (int i = 0; i < used; i += 2) {
            byDay.put(pairs[i], pairs[i + 1]);
        }
        return byDay;
    }
}
