package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NextRunsTest {

    private static final LocalDate LAST_OF_JANUARY = LocalDate.parse("2026-01-31");

    @Test
    void daysThatFollowEachOtherAreOneRun() {
        TreeSet<LocalDate> days =
                new TreeSet<>(Set.of(LAST_OF_JANUARY, LAST_OF_JANUARY.plusDays(1), LAST_OF_JANUARY.plusDays(3)));
        assertThat(NextRuns.reading(Path.of("jobs/nightly.yaml"), days))
                .containsExactly(
                        "ssm-export run jobs/nightly.yaml --from 2026-01-31 --until 2026-02-02 --again",
                        "ssm-export run jobs/nightly.yaml --from 2026-02-03 --until 2026-02-04 --again");
    }

    @Test
    void aJobFileIsQuotedForTheShell() {
        assertThat(NextRuns.reading(Path.of("it's here.yaml"), new TreeSet<>(Set.of(LAST_OF_JANUARY))))
                .containsExactly("ssm-export run 'it'\\''s here.yaml' --from 2026-01-31 --until 2026-02-01 --again");
    }

    @Test
    void withoutAJobFileTheOptionsAreLeftToTheCaller() {
        assertThat(NextRuns.reading(null, new TreeSet<>(Set.of(LAST_OF_JANUARY))))
                .containsExactly("ssm-export run --from 2026-01-31 --until 2026-02-01 --again");
        assertThat(NextRuns.reading(null, new TreeSet<>())).isEmpty();
    }
}
