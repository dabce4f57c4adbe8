package io.ssmexport.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Place PAGE =
            Place.of("123456789012", "us-east-1", "2026-11-19").and("page 1");

    @Test
    void theSentenceSaysWhereWhatAndWhatNext() {
        Problem denied = Problem.of("denied");
        assertThat(denied.text()).isEqualTo("denied");
        assertThat(denied.at(PAGE).text()).isEqualTo("[123456789012 us-east-1 2026-11-19 page 1] denied");
        assertThat(denied.at(PAGE).withRemedy("allow it").text())
                .isEqualTo("[123456789012 us-east-1 2026-11-19 page 1] denied; allow it");
        assertThat(Problem.at("into", "is a file")
                        .withRemedy("name a directory")
                        .text())
                .isEqualTo("[into] is a file; name a directory");
    }

    @Test
    void aPlaceInAnotherIsToldOfBoth() {
        Problem missing = Problem.at("credentials", "there are none").withRemedy("name some");
        assertThat(missing.at(PAGE).text())
                .isEqualTo("[123456789012 us-east-1 2026-11-19 page 1] [credentials] there are none; name some");
        assertThat(missing.at(PAGE).at(PAGE)).isEqualTo(missing.at(PAGE));
    }

    @Test
    void theSameThingAtTwoPlacesIsTheSameAnywhere() {
        Problem denied = Problem.of("denied").withCode("AccessDenied");
        assertThat(denied.at(PAGE).anywhere())
                .isEqualTo(denied.at(Place.of("us-east-1")).anywhere());
    }

    @Test
    void aFailureIsToldByItsProblems() {
        Problem wrong = Problem.at("into", "is a file");
        assertThat(new Failure(Failure.Kind.USAGE, wrong)).hasMessage("[into] is a file");
        assertThat(new Failure(Failure.Kind.USAGE, wrong).problem()).isEqualTo(wrong);
    }
}
