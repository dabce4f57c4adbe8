package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.time.Instant;
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
        Failures failures = new Failures(1 << 20);
        fail(failures, 3, 1);
        fail(failures, 1, 2);
        fail(failures, 3, 2);
        fail(failures, 3, 2);

        assertThat(failures.size()).isEqualTo(2);
        assertThat(failures.most(9)).extracting(FailureCount::count).containsExactly(3, 1);
        assertThat(failures.most(1).get(0).days()).containsExactly(Map.entry(1, 1), Map.entry(3, 2));
        assertThat(failures.most(1).get(0).line()).isEqualTo("line of 2");
    }

    /** Whatever the order in which they come: files of several regions lie side by side. */
    @Test
    void theLatestSaysWhenAndWhatItPrintedAndTheGreatestNameIsShown() {
        Failures failures = new Failures(1 << 20);
        for (List<String> time : List.of(
                List.of("2026-11-19T08:00:00Z", "b"),
                List.of("2026-11-19T09:00:00Z", "c"),
                List.of("2026-11-19T07:00:00Z", "a"))) {
            failures.add(
                    0,
                    SOURCE,
                    new InvocationRows(List.of(SampleRows.row(Map.of(
                            "requested_date_time",
                            Instant.parse(time.get(0)),
                            "status",
                            "Failed",
                            "plugin_status",
                            "Failed",
                            "instance_name",
                            time.get(1),
                            "output",
                            time.get(0))))),
                    Outcome.FAILED);
        }
        FailureCount only = failures.most(9).get(0);
        assertThat(only.last()).isEqualTo(Instant.parse("2026-11-19T09:00:00Z"));
        assertThat(only.line()).isEqualTo("2026-11-19T09:00:00Z");
        assertThat(only.instanceName()).isEqualTo("c");
    }

    /** Or a million of them don't fit into 256 MB. */
    @Test
    void whatSeveralHaveInCommonIsKeptOnce() {
        Failures failures = new Failures(1 << 20);
        for (String document : List.of("a", "b")) {
            failures.add(
                    0,
                    SOURCE,
                    new InvocationRows(List.of(SampleRows.row(Map.of(
                            "instance_id",
                            new String("i-1"),
                            "document_name",
                            document,
                            "status",
                            "Failed",
                            "plugin_status",
                            "Failed",
                            "response_code",
                            1000 + document.length())))),
                    Outcome.FAILED);
        }
        List<FailureCount.Key> keys =
                failures.most(2).stream().map(FailureCount::key).toList();
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).instance()).isSameAs(keys.get(1).instance());
        assertThat(keys.get(0).code()).isSameAs(keys.get(1).code());
    }

    /** Each tenth failure is of one of two instances; all others are of instances that fail once. */
    @Test
    void ofTooManyKindsTheMostFrequentStayExactAndTheOthersAreNeverMoreThanItSays() {
        Failures failures = new Failures(20_000);
        fail(failures, 0, 7);
        for (int i = 0; i < 3000; i++) {
            fail(failures, i / 1000, i % 10 == 0 ? i / 10 % 2 : 10 + i);
        }
        fail(failures, 2, 7);

        assertThat(failures.size()).isBetween(50, 200);
        assertThat(failures.missed()).isBetween(1, 149);
        assertThat(failures.most(2)).extracting(FailureCount::count).containsExactly(150, 150);
        assertThat(failures.most(2)).extracting(FailureCount::missed).containsExactly(0, 0);
        assertThat(failures.most(1).get(0).days()).isEqualTo(Map.of(0, 50, 1, 50, 2, 50));
        FailureCount again = failures.most(999).stream()
                .filter(each -> each.key().instance().equals("i-7"))
                .findFirst()
                .orElseThrow();
        assertThat(again.count()).isOne();
        assertThat(again.missed()).isEqualTo(failures.missed());
    }

    @Test
    void whereAllHaveRoomNoneIsMissed() {
        Failures failures = new Failures(1 << 20);
        for (int i = 0; i < 1000; i++) {
            fail(failures, 0, i);
        }
        assertThat(failures.size()).isEqualTo(1000);
        assertThat(failures.missed()).isZero();
    }

    /** It takes room that an instance fails each day, too. */
    @Test
    void daysOfFewKindsAreBoundedToo() {
        Failures failures = new Failures(3000);
        for (int day = 0; day < 366; day++) {
            fail(failures, day, day % 3);
        }
        assertThat(failures.missed()).isPositive();
        failures.most(9).forEach(kind -> {
            assertThat(kind.count()).isLessThanOrEqualTo(122);
            assertThat(kind.count() + kind.missed()).isGreaterThanOrEqualTo(122);
            assertThat(kind.days().values().stream().mapToInt(each -> each))
                    .hasSize(kind.days().size());
        });
    }

    @Test
    void linesThatAreTooManyAreKeptForTheMostFrequent() {
        Failures failures = new Failures(1 << 20, 400);
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
