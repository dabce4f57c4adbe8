package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Source SOURCE = new Source("111122223333", "us-east-1");

    private static void ran(Fleet fleet, String instance, String command, String time, Outcome outcome) {
        fleet.add(
                SOURCE,
                SampleRows.row(Map.of(
                        "instance_id",
                        instance,
                        "command_id",
                        command,
                        "requested_date_time",
                        Instant.parse(time),
                        "document_name",
                        "of " + command)),
                outcome);
    }

    @Test
    void theLastCommandIsTheLatestAndOfTheSameTimeTheGreater() {
        Fleet fleet = new Fleet(9);
        ran(fleet, "i-1", "c", "2026-11-02T00:00:00Z", Outcome.FAILED);
        ran(fleet, "i-1", "z", "2026-11-01T00:00:00Z", Outcome.SUCCESS);
        ran(fleet, "i-1", "d", "2026-11-02T00:00:00Z", Outcome.CANCELLED);
        ran(fleet, "i-1", "a", "2026-11-02T00:00:00Z", Outcome.SUCCESS);

        SilentInstance silent =
                fleet.silentSince(Instant.parse("2026-11-02T00:00:01Z")).get(0);
        assertThat(silent.document()).isEqualTo("of d");
        assertThat(silent.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(silent.runs()).isEqualTo(4);
        assertThat(fleet.silentSince(Instant.parse("2026-11-02T00:00:00Z"))).isEmpty();
    }

    @Test
    void ofTooManyInstancesThoseThatWereMetFirstStayExact() {
        Fleet fleet = new Fleet(2);
        for (int day = 1; day <= 9; day++) {
            ran(fleet, "i-" + day, "c", "2026-11-0" + day + "T00:00:00Z", Outcome.SUCCESS);
            ran(fleet, "i-1", "d", "2026-11-0" + day + "T12:00:00Z", Outcome.SUCCESS);
            assertThat(fleet.isPartial()).as("after %s", day).isEqualTo(day > 2);
        }

        assertThat(fleet.size()).isEqualTo(2);
        assertThat(fleet.silentSince(Instant.parse("2026-12-01T00:00:00Z")))
                .extracting(SilentInstance::instance, SilentInstance::runs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("i-2", 1L),
                        org.assertj.core.groups.Tuple.tuple("i-1", 10L));
    }
}
