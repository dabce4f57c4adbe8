package io.ssmexport.invocations.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Choices that are the same for the same seed. */
final class Draw {

    private final Random random;

    Draw(long seed) {
        this.random = new Random(seed);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One line of a text block, in which ⏎ stands for the end of a line and ␣ for a blank at its start. */
    String line(String lines) {
        return of(lines.split("\n", -1)).replace("⏎", "\n").replace("␣", " ");
    }

    boolean inOf(int times, int of) {
        return random.nextInt(of) < times;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** As many different ones of the choices. */
    <T> List<T> some(int number, List<T> choices) {
        return shuffled(choices).subList(0, number);
    }

    <T> List<T> shuffled(List<T> choices) {
        List<T> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    static <T> List<T> times(int number, Supplier<T> made) {
        return Stream.generate(made).limit(number).toList();
    }
}
