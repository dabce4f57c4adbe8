package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final Source SOURCE = new Source("111122223333", "us-east-1");

    private static void fail(Failures failures, int day, int instance) {
        failures.add(
                day,
                SOURCE,
                new InvocationRows(List.of(SampleRows.row(Map.of(
                        "instance_id",
                        "i-" + instance,
                        "status",
                        "Failed",
                        "plugin_status",
                        "Failed",
                        "output",
                        "line of " + instance + "\nsecond")))),
                Outcome.FAILED);
    }

    @Test
    void theMostFrequentComeFirstEachWithItsDays() {
        Failures failures = new Failures();
        fail(failures, 3, 1);
        fail(failures, 1, 2);
        fail(failures, 3, 2);
        fail(failures, 3, 2);

        assertThat(failures.size()).isEqualTo(2);
        assertThat(failures.most(9)).extracting(FailureCount::count).containsExactly(3, 1);
        assertThat(failures.most(1).get(0).days()).containsExactly(Map.entry(1, 1), Map.entry(3, 2));
        assertThat(failures.most(1).get(0).line()).isEqualTo("line of 2");
    }

    @Test
    void linesThatAreTooManyAreKeptForTheMostFrequent() {
        Failures failures = new Failures(400);
        for (int round = 0; round < 40; round++) {
            fail(failures, 0, 0);
            fail(failures, 0, 1);
            fail(failures, 0, 100 + round);
        }

        assertThat(failures.most(2)).extracting(FailureCount::line).containsExactlyInAnyOrder("line of 0", "line of 1");
        assertThat(failures.most(99).stream()
                        .filter(each -> each.line() != null)
                        .mapToInt(each -> String.valueOf(each.line()).length())
                        .sum())
                .isLessThanOrEqualTo(400);
    }
}
