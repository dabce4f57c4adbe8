package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two runs of commit 3a329f9 left that {@link SimulatedJob} did at 2026-11-19T12:00 and 14 hours later, with {@code
 * --since=8d --page-size=5 --pages-per-commit=1 --parallel=1} over 60 invocations of ten days: the second was stopped when
 * two of its three slices were done. Seven slices are sealed.
 */
class EarlierRunTest {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final String SEALED_BEFORE = "2026-11-18";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void aStoppedRunIntoFilesGoesOnAndReadsNothingAgain(String format) throws Exception {
        EarlierArchive earlier = EarlierArchive.unpack("interrupted", directory);
        Path state = directory.resolve("state").resolve(format);
        earlier.move(format, state.resolve("job"));
        List<List<@Nullable String>> before = earlier.rows(format);

        List<String> sent = goOn("--into=" + format + ":" + earlier.dataset(format), "--state=" + state);

        assertNothingIsLost(before, sent, earlier.rows(format));
        assertThat(earlier.dataset(format).resolve("_staging")).doesNotExist();
    }

    @Test
    void aStoppedRunIntoATableGoesOnAndReadsNothingAgain() throws Exception {
        EarlierArchive.unpack("interrupted", directory).restore(warehouse);
        List<List<@Nullable String>> before = warehouse.rows();

        List<String> sent = goOn("--into=" + warehouse.url(), "--state=" + warehouse.url());

        assertNothingIsLost(before, sent, warehouse.rows());
    }

    /** Gives what was sent since the first day of the archive. */
    private List<String> goOn(String... options) throws Exception {
        try (SimulatedJob job = new SimulatedJob(directory, NOW, new Simulation(60, 10, 5), options)) {
            SimulatedJob.Told told = job.run("--since=8d", "--page-size=5", "--pages-per-commit=1");

            assertThat(told.failed()).isEmpty();
            assertThat(job.asked(0))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(day(request.body())).isGreaterThanOrEqualTo(SEALED_BEFORE));
            return PlainLoop.invocations(job.simulator.endpoint()).stream()
                    .filter(sent -> !sent.requestedDateTime().isBefore(Instant.parse("2026-11-11T00:00:00Z"))
                            && sent.requestedDateTime().isBefore(NOW.minusSeconds(60)))
                    .map(sent -> sent.commandId() + " " + sent.instanceId())
                    .toList();
        }
    }

    /** The window of a request begins a second before its slice. */
    private static String day(String body) {
        return Instant.parse(body.replaceAll(".*\"InvokedAfter\",\"value\":\"([^\"]+)\".*", "$1"))
                .plusSeconds(1)
                .toString();
    }

    private static void assertNothingIsLost(
            List<List<@Nullable String>> before, List<String> sent, List<List<@Nullable String>> after) {
        List<List<@Nullable String>> sealed =
                before.stream().filter(EarlierRunTest::isSealed).toList();
        assertThat(sealed).isNotEmpty().hasSizeLessThan(before.size());
        assertThat(after).containsAll(sealed);
        assertThat(keys(after)).doesNotHaveDuplicates().containsAll(keys(before));
        assertThat(after.stream().map(row -> row.get(2) + " " + row.get(3))).containsAll(sent);
    }

    private static List<List<@Nullable String>> keys(List<List<@Nullable String>> rows) {
        return rows.stream().map(row -> row.subList(0, 5)).toList();
    }

    private static boolean isSealed(List<@Nullable String> row) {
        return Long.parseLong(String.valueOf(row.get(9)))
                < Instant.parse(SEALED_BEFORE + "T00:00:00Z").toEpochMilli();
    }
}
