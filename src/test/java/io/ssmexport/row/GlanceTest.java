package io.ssmexport.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GlanceTest {

    static Stream<Arguments> firstLines() {
        return Stream.of(
                Arguments.of("one\ntwo", "one"),
                Arguments.of("\n \r\n  three  \n", "three"),
                Arguments.of("\n----------ERROR-------\nno such file", "no such file"),
                Arguments.of("x".repeat(201), "x".repeat(200) + "…"),
                Arguments.of("x".repeat(199) + "\ud83d\ude00", "x".repeat(199) + "…"),
                Arguments.of(" \n", null),
                Arguments.of(null, null));
    }

    @ParameterizedTest
    @MethodSource("firstLines")
    void theFirstLineIsThatWhichSaysAnything(@Nullable String output, @Nullable String line) {
        assertThat(Glance.firstLine(output)).isEqualTo(line);
    }
}
