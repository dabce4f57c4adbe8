package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-11-18T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");

    @TempDir
    private Path directory;

    private StateDatabase state;
    private Ledger ledger;
    private Ledger other;
    private long run;

    @BeforeEach
    void open() {
        state = StateDatabase.open(new StateDirectory(directory.resolve("job")).create(), 1);
        ledger = ledger("parquet:/archive");
        other = ledger("parquet:/other");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Ledger ledger(String destination) {
        Runs runs = new Runs(state.dataSource(), destination, DAY);
        runs.register("");
        run = runs.plan(List.of(new PlannedSlice(slice(0), slice(0).end())), "incremental", NOW);
        return new Ledger(state.dataSource(), destination, DAY);
    }

    private static Slice slice(int day) {
        return new Slice("111122223333", "us-east-1", START.plus(DAY.multipliedBy(day)), DAY);
    }

    private static LedgerEntry entry(int day, long open, @Nullable String file) {
        return new LedgerEntry(
                slice(day),
                slice(day).end(),
                3,
                new SliceExport(5, open, 9, 2, file, file == null ? 0 : 77, file == null ? null : "0a0b0c0d"),
                NOW);
    }

    private static List<LedgerEntry> all(Ledger ledger) {
        return ledger.entries(Instant.EPOCH);
    }

    @Test
    void aSliceHasOneEntryTheLatest() {
        ledger.record(entry(1, 1, null), run);
        ledger.record(entry(0, 0, "a"), run);
        ledger.record(entry(1, 0, "b"), run);
        assertThat(all(ledger)).containsExactly(entry(0, 0, "a"), entry(1, 0, "b"));
        assertThat(all(other)).isEmpty();
    }

    @Test
    void entriesBeginWithThoseThatStartThen() {
        ledger.record(entry(0, 0, "a"), run);
        ledger.record(entry(1, 0, "b"), run);
        assertThat(ledger.entries(slice(1).start())).containsExactly(entry(1, 0, "b"));
        assertThat(ledger.entries(slice(1).start().plusMillis(1))).isEmpty();
    }

    @Test
    void whatStartsBeforeATimeIsForgottenOfThisDestination() {
        for (Ledger each : List.of(ledger, other)) {
            each.record(entry(0, 0, "a"), run);
            each.record(entry(1, 0, "b"), run);
        }
        ledger.forget(slice(1).start());
        assertThat(all(ledger)).containsExactly(entry(1, 0, "b"));
        assertThat(all(other)).hasSize(2);
    }

    @Test
    void aSliceWithoutRowsHasNoFile() {
        ledger.record(entry(0, 0, "a"), run);
        ledger.record(entry(1, 0, null), run);
        assertThat(ledger.hasFileOf(slice(0))).isTrue();
        assertThat(ledger.hasFileOf(slice(1))).isFalse();
        assertThat(ledger.hasFileOf(slice(2))).isFalse();
        assertThat(other.hasFileOf(slice(0))).isFalse();
    }

    @Test
    void aFileThatWasChangedOnPurposeIsKnownByItsNewBytes() {
        for (Ledger each : List.of(ledger, other)) {
            each.record(entry(0, 0, "a"), run);
            each.record(entry(1, 0, "b"), run);
        }
        ledger.replaced("a", 88, "ffffffff");
        assertThat(all(ledger)).extracting(entry -> entry.export().bytes()).containsExactly(88L, 77L);
        assertThat(all(ledger)).extracting(entry -> entry.export().checksum()).containsExactly("ffffffff", "0a0b0c0d");
        assertThat(all(other)).extracting(entry -> entry.export().bytes()).containsExactly(77L, 77L);
    }
}
