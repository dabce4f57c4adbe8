package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedDestinationTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-11-18T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final Slice SLICE = new Slice("111122223333", "us-east-1", START, DAY);

    @TempDir
    private Path directory;

    @Test
    void allThatIsKnownOfADestinationGoesAlongAndNothingOfAnother() {
        try (StateDatabase state = StateDatabase.open(new StateDirectory(directory.resolve("job")).create(), 1)) {
            DataSource known = state.dataSource();
            know(known, "parquet:/before");
            know(known, "parquet:/other");
            Archive before = Archive.read(known, "parquet:/before").orElseThrow();

            new MovedDestination(known, "parquet:/before", "parquet:/after").rename();

            assertThat(before).hasNoNullFieldsOrProperties();
            assertThat(Archive.read(known, "parquet:/after")).contains(before);
            assertThat(Archive.read(known, "parquet:/other")).contains(before);
            know(known, "parquet:/before");
            assertThat(Archive.read(known, "parquet:/before"))
                    .as("nothing was left")
                    .contains(before);
        }
    }

    /** All that a state can know of one. */
    static void know(DataSource state, String destination) {
        Runs runs = new Runs(state, destination, DAY);
        runs.register("Status=Failed");
        runs.saveStarts(Map.of(Source.of(SLICE), START));
        long run = runs.plan(List.of(new PlannedSlice(SLICE, SLICE.end())), "incremental", NOW);
        new Ledger(state, destination, DAY)
                .record(new LedgerEntry(SLICE, SLICE.end(), 3, new SliceExport(5, 1, 9, 2, "a", 7, "0a"), NOW), run);
        runs.succeeded(NOW);
        runs.failed(NOW.plusSeconds(1), "[page 1] no");
        runs.retainFrom(START);
    }
}
