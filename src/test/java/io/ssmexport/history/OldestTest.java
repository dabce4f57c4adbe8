package io.ssmexport.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldestTest {

    @Test
    void theOldestAreKeptAndAllAreCounted() {
        Oldest oldest = new Oldest(2);
        for (int day : new int[] {14, 12, 15, 11, 13}) {
            Instant requested = Instant.parse("2026-11-" + day + "T00:00:00Z");
            oldest.add(OpenInvocation.of(
                    new Source("111122223333", "us-east-1"),
                    SampleRows.row(Map.of("requested_date_time", requested, "command_id", "command of " + day))));
        }
        assertThat(oldest.list()).extracting(OpenInvocation::command).containsExactly("command of 11", "command of 12");
        assertThat(oldest.count()).isEqualTo(5);
    }
}
