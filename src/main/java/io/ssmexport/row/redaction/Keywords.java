package io.ssmexport.row.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Tells in one pass over a text which rules are worth trying: the automaton of Aho and Corasick over the keywords of all
 * rules, whatever their case. Most texts hold none, and no pattern has to look at them. This pass is what most texts cost, so
 * its table is one array.
 */
final class Keywords {

    /** By character; 0 for one that no keyword has. */
    private final char[] columns = new char[Character.MAX_VALUE + 1];

    /** By state, which is its place here, and column. */
    private final int[] next;

    /** By state, over the number of columns: rules that have a keyword which ends there. */
    private final List<BitSet> found = new ArrayList<>();

    /** By state: whether a keyword ends there. */
    private final boolean[] ends;

    private final BitSet always = new BitSet();
    private int columnCount = 1;

    /** @param keywords by rule; none for one that is always worth trying */
    Keywords(List<List<String>> keywords) {
        keywords.forEach(words -> words.forEach(this::addColumns));
        List<int[]> steps = new ArrayList<>();
        addState(steps);
        for (int i = 0; i < keywords.size(); i++) {
            if (keywords.get(i).isEmpty()) {
                always.set(i);
            }
            for (String keyword : keywords.get(i)) {
                found.get(path(steps, keyword)).set(i);
            }
        }
        linkFailures(steps);
        this.next = steps.stream()
                .flatMapToInt(Arrays::stream)
                .map(state -> state * columnCount)
                .toArray();
        this.ends = new boolean[next.length];
        for (int state = 0; state < found.size(); state++) {
            ends[state * columnCount] = !found.get(state).isEmpty();
        }
    }

    /** Rules, by their order, that have a keyword in the text or have none at all. */
    BitSet rulesFor(CharSequence text) {
        BitSet rules = (BitSet) always.clone();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state + columns[text.charAt(i)]];
            if (ends[state]) {
                rules.or(found.get(state / columnCount));
            }
        }
        return rules;
    }

    /** Where the first keyword that begins there or later ends, or -1. */
    int endOfFirst(CharSequence text, int from) {
        int state = 0;
        for (int i = from; i < text.length(); i++) {
            state = next[state + columns[text.charAt(i)]];
            if (ends[state]) {
                return i + 1;
            }
        }
        return -1;
    }

    private void addColumns(String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            if (columns[c] == 0) {
                columns[Character.toLowerCase(c)] = (char) columnCount;
                columns[Character.toUpperCase(c)] = (char) columnCount;
                columns[c] = (char) columnCount++;
            }
        }
    }

    private int addState(List<int[]> steps) {
        int[] none = new int[columnCount];
        Arrays.fill(none, -1);
        steps.add(none);
        found.add(new BitSet());
        return steps.size() - 1;
    }

    private int path(List<int[]> steps, String keyword) {
        int state = 0;
        for (int i = 0; i < keyword.length(); i++) {
            int column = columns[keyword.charAt(i)];
            if (steps.get(state)[column] < 0) {
                steps.get(state)[column] = addState(steps);
            }
            state = steps.get(state)[column];
        }
        return state;
    }

    /** Where no keyword goes on, the state of the longest end that begins one does. */
    private void linkFailures(List<int[]> steps) {
        int[] failure = new int[steps.size()];
        Deque<Integer> states = new ArrayDeque<>(List.of(0));
        while (!states.isEmpty()) {
            int state = Objects.requireNonNull(states.poll());
            found.get(state).or(found.get(failure[state]));
            int[] row = steps.get(state);
            for (int column = 0; column < columnCount; column++) {
                int otherwise = state == 0 ? 0 : steps.get(failure[state])[column];
                if (row[column] < 0) {
                    row[column] = otherwise;
                } else {
                    failure[row[column]] = otherwise;
                    states.add(row[column]);
                }
            }
        }
    }
}
