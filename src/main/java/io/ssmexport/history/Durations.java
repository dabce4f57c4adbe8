package io.ssmexport.history;

import java.util.Arrays;

/**
 * How long something took each time, in milliseconds, so that percentiles are exact. Four bytes for each, more only for what
 * took longer than 24 days.
 */
final class Durations {

    private int[] usual = new int[16];
    private int count;
    private long[] unusual = new long[0];
    private boolean sorted;

    void add(long millis) {
        sorted = false;
        if (millis == (int) millis) {
            if (count == usual.length) {
                usual = Arrays.copyOf(usual, count + (count >> 1));
            }
            usual[count++] = (int) millis;
        } else {
            unusual = Arrays.copyOf(unusual, unusual.length + 1);
            unusual[unusual.length - 1] = millis;
        }
    }

    /** Both together, as another. */
    Durations and(Durations other) {
        Durations both = new Durations();
        both.usual = Arrays.copyOf(usual, Math.max(16, count + other.count));
        System.arraycopy(other.usual, 0, both.usual, count, other.count);
        both.count = count + other.count;
        both.unusual = Arrays.copyOf(unusual, unusual.length + other.unusual.length);
        System.arraycopy(other.unusual, 0, both.unusual, unusual.length, other.unusual.length);
        return both;
    }

    long count() {
        return count + (long) unusual.length;
    }

    /** As {@code percentile_cont} has it, in seconds. */
    double percentile(double fraction) {
        sort();
        double place = fraction * (count() - 1);
        int below = (int) Math.floor(place);
        double low = seconds(below);
        double high = seconds((int) Math.ceil(place));
        return low + (high - low) * (place - below);
    }

    /** In seconds. */
    double max() {
        sort();
        return seconds((int) count() - 1);
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(usual, 0, count);
            Arrays.sort(unusual);
            sorted = true;
        }
    }

    /** Those that are no int are either below all that are, or above. */
    private double seconds(int place) {
        int below = negative();
        if (place < below) {
            return unusual[place] / 1000.0;
        }
        return (place - below < count ? usual[place - below] : unusual[place - count]) / 1000.0;
    }

    private int negative() {
        int negative = 0;
        while (negative < unusual.length && unusual[negative] < 0) {
            negative++;
        }
        return negative;
    }
}
