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
 * rules, whatever their case. Most texts hold none, and no pattern has to look at them.
 */
final class Keywords {

    /** By character; 0 for one that no keyword has. */
    private final char[] columns = new char[Character.MAX_VALUE + 1];

    /** By state and column. */
    private final List<int[]> next = new ArrayList<>();

    /** By state: rules that have a keyword which ends there. */
    private final List<BitSet> found = new ArrayList<>();

    private final BitSet always = new BitSet();
    private int columnCount = 1;

    Keywords(List<Rule> rules) {
        rules.forEach(rule -> rule.keywords().forEach(this::addColumns));
        addState();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).keywords().isEmpty()) {
                always.set(i);
            }
            for (String keyword : rules.get(i).keywords()) {
                found.get(path(keyword)).set(i);
            }
        }
        linkFailures();
    }

    /** Rules, by their order, that have a keyword in the text or have none at all. */
    BitSet rulesFor(CharSequence text) {
        BitSet rules = (BitSet) always.clone();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next.get(state)[columns[text.charAt(i)]];
            BitSet endingHere = found.get(state);
            if (!endingHere.isEmpty()) {
                rules.or(endingHere);
            }
        }
        return rules;
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

    private int addState() {
        int[] none = new int[columnCount];
        Arrays.fill(none, -1);
        next.add(none);
        found.add(new BitSet());
        return next.size() - 1;
    }

    private int path(String keyword) {
        int state = 0;
        for (int i = 0; i < keyword.length(); i++) {
            int column = columns[keyword.charAt(i)];
            if (next.get(state)[column] < 0) {
                next.get(state)[column] = addState();
            }
            state = next.get(state)[column];
        }
        return state;
    }

    /** Where no keyword goes on, the state of the longest end that begins one does. */
    private void linkFailures() {
        int[] failure = new int[next.size()];
        Deque<Integer> states = new ArrayDeque<>(List.of(0));
        while (!states.isEmpty()) {
            int state = Objects.requireNonNull(states.poll());
            found.get(state).or(found.get(failure[state]));
            int[] row = next.get(state);
            for (int column = 0; column < columnCount; column++) {
                int otherwise = state == 0 ? 0 : next.get(failure[state])[column];
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
