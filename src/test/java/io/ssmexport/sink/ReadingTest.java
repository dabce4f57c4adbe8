package io.ssmexport.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.sink.Reading.Trace;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    private static final Reading FAILED = new Reading("Status=Failed", true, "full", "");

    @ParameterizedTest
    @CsvSource({
        "'', true, full, ''",
        "'', false, full, ''",
        "'', true, none, ''",
        "'', true, redacted, ''",
        "'', true, redacted, 0a1b2c3d4e5f",
        "Status=Failed, true, full, ''",
    })
    void onlyTheSameReadingMayGoWhereAnotherJobHasWritten(
            String selection, boolean details, String output, String rules) {
        Reading held = new Reading(selection, details, output, rules);

        assertThatCode(() -> held.requireSameAs(held, "place", false)).doesNotThrowAnyException();
        for (Reading other : new Reading[] {
            new Reading("instance-id=i-1", details, output, rules),
            new Reading(selection, !details, output, rules),
            new Reading(selection, details, output.equals("full") ? "none" : "full", rules),
            new Reading(selection, details, output, "other")
        }) {
            assertThatThrownBy(() -> other.requireSameAs(held, "place", false)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void theRefusalNamesBothReadings() {
        assertThatThrownBy(() -> FAILED.requireSameAs(Reading.EVERYTHING, "csv:/archive", false))
                .hasMessage(
                        "[into] csv:/archive holds all invocations, with details, output full, but this job reads invocations with"
                                + " Status=Failed, with details, output full: that would make it poorer, or mix; read in the same way,"
                                + " or export to another destination");
    }

    @Test
    void aJobThatExportedThereBeforeMayHaveAnotherSelectionOrOtherRulesButNoOtherColumns() {
        Reading held = new Reading("", true, "redacted", "");

        assertThatCode(() -> new Reading("Status=Failed", true, "redacted", "0a1b").requireSameAs(held, "place", true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Reading.EVERYTHING.requireSameAs(held, "place", true))
                .isInstanceOf(Failure.class);
    }

    /** What rows show that say nothing themselves, and whether a job may write to them that never did. */
    @ParameterizedTest
    @CsvSource({
        "false, full,     '',                 true",
        "false, full,     PLUGIN,             false",
        "true,  none,     PLUGIN,             true",
        "true,  none,     PLUGIN OUTPUT,      false",
        "true,  redacted, PLUGIN OUTPUT,      false",
        "true,  redacted, PLUGIN OUTPUT MASK, true",
        "true,  full,     PLUGIN OUTPUT,      true",
        "true,  full,     PLUGIN OUTPUT MASK, false",
    })
    void rowsThatSayNothingShowWhatWouldMakeThemPoorer(boolean details, String output, String shown, boolean fits) {
        Set<String> traces = Set.of(shown.split(" "));
        Reading reading = new Reading("", details, output, "");

        boolean accepted =
                accepts(() -> reading.requireNoTraceOfAnother(trace -> traces.contains(trace.name()), "place", false));

        assertThat(accepted).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  none,     PLUGIN OUTPUT,      false",
        "true,  redacted, PLUGIN OUTPUT,      true",
        "true,  full,     PLUGIN OUTPUT MASK, true",
    })
    void aJobThatExportedThereBeforeIsTakenAtItsWordButForWhatIsPoorer(
            boolean details, String output, String shown, boolean fits) {
        Set<String> traces = Set.of(shown.split(" "));
        Reading reading = new Reading("", details, output, "");

        boolean accepted =
                accepts(() -> reading.requireNoTraceOfAnother(trace -> traces.contains(trace.name()), "place", true));

        assertThat(accepted).isEqualTo(fits);
    }

    /** What a destination holds, and whether it becomes what a job with masked outputs reads when they are masked. */
    @ParameterizedTest
    @CsvSource({
        "'', true, full, '', true",
        "'', true, redacted, '', true",
        "'', true, redacted, 0a1b, true",
        "'', true, none, '', false",
        "'', false, full, '', false",
        "Status=Failed, true, full, '', false",
    })
    void maskingMakesNothingOfWhatIsNotThere(
            String selection, boolean details, String output, String rules, boolean fits) {
        Reading held = new Reading(selection, details, output, rules);
        Reading masked = new Reading("", true, "redacted", "");

        assertThat(accepts(() -> masked.requireMaskedFrom(held, "place"))).isEqualTo(fits);
    }

    @Test
    void nothingIsLookedForWhereTheReadingIsOfAllThereIs() {
        Reading.EVERYTHING.requireNoTraceOfAnother(ReadingTest::fail, "place", true);
    }

    private static boolean fail(Trace trace) {
        throw new AssertionError(trace);
    }

    private static boolean accepts(Runnable check) {
        try {
            check.run();
            return true;
        } catch (Failure e) {
            return false;
        }
    }
}
