package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCountsTest {

    private static final RunCounts BEFORE = new RunCounts(1, 2, 3, 4, 5, 6, 7, 8);
    private static final RunCounts NOW = new RunCounts(10, 20, 30, 40, 50, 60, 70, 80);

    /** A slice that failed before was tried again. */
    @Test
    void twoProcessesOfARunDidAllTogetherButWhatFailedIsOfTheLast() {
        assertThat(BEFORE.plus(NOW)).isEqualTo(new RunCounts(11, 20, 33, 44, 55, 66, 77, 88));
    }

    @Test
    void whatCameOnTopIsCountedNumberByNumber() {
        assertThat(NOW.minus(BEFORE)).isEqualTo(new RunCounts(9, 18, 27, 36, 45, 54, 63, 72));
    }
}
