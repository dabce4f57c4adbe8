package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.sink.SliceExport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceOutcomeTest {

    private static final SliceOutcome EXPORTED = new SliceOutcome(
            "process 1 on here",
            new SliceExport(3, 1, 5, 0, "a/b.parquet", 10, "0a"),
            null,
            Problem.of("the service didn't tell the time"),
            false,
            2,
            1,
            4,
            3,
            Map.of("aws-key", 2L),
            List.of(new StrangeColumn("response_code", "null", 1, "4294967295", "c", "i")),
            List.of("a line"));

    @Test
    void anOutcomeIsReadAsItWasWritten() {
        assertThat(SliceOutcome.parse(EXPORTED.text())).isEqualTo(EXPORTED);
    }

    @Test
    void aFailureKeepsItsParts() {
        Problem problem = Problem.of("denied")
                .at(Place.of("111122223333", "us-east-1"))
                .withCode("AccessDenied")
                .withRemedy("ask");
        SliceOutcome failed =
                new SliceOutcome("w", null, problem, null, true, 0, 0, 0, 0, Map.of(), List.of(), List.of());
        assertThat(SliceOutcome.parse(failed.text()).problem()).isEqualTo(problem);
    }

    @Test
    void whatPostgresCanNotHoldIsReplaced() {
        SliceOutcome strange = new SliceOutcome(
                "w", null, Problem.of("nul \u0000"), null, false, 0, 0, 0, 0, Map.of(), List.of(), List.of());
        assertThat(strange.text()).doesNotContain("u0000");
        assertThat(SliceOutcome.parse(strange.text()).problem()).isEqualTo(Problem.of("nul \uFFFD"));
    }

    @Test
    void whatAWorkerOfANewerVersionSaysBesidesIsLeftOut() {
        assertThat(SliceOutcome.parse(EXPORTED.text().replaceFirst("\\{", "{\"more\": 1, ")))
                .isEqualTo(EXPORTED);
    }
}
