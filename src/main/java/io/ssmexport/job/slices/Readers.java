package io.ssmexport.job.slices;

import io.ssmexport.state.HandedOut;
import io.ssmexport.state.SliceReaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;

/** Who reads what was handed out, as a run sees it while it waits: told as it changes, and counted for each worker. */
final class Readers {

    /** Tests have less. */
    private static final Duration NOBODY =
            Duration.ofSeconds(Long.getLong("ssm-export.nobody", SliceReaders.SILENT.toSeconds()));

    private final Tally tally;
    private final Waiting waiting = new Waiting(NOBODY);
    private final Map<Long, HandedOut.Reader> turns = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    Readers(Tally tally) {
        this.tally = tally;
    }

    /** What changes as long as somebody reads a slice. */
    private record Sign(long step, long version, @Nullable Instant seen) {

        static Sign of(HandedOut.Line line) {
            return new Sign(
                    line.step(),
                    line.version(),
                    line.reader() == null ? null : line.reader().seen());
        }
    }

    /** Looks at the slices that have not ended. */
    void look(List<HandedOut.Line> open) {
        open.forEach(this::turn);
        waiting.look(open.stream().map(Sign::of).toList(), System.nanoTime()).ifPresent(tally::waitsForWorker);
        Set<String> reading = open.stream()
                .filter(line -> line.isRead() && line.status().equals(BatchStatus.STARTED.name()))
                .flatMap(line -> Stream.ofNullable(line.reader()))
                .map(HandedOut.Reader::worker)
                .collect(Collectors.toSet());
        reading.stream().filter(known::add).forEach(worker -> tally.note(worker + " reads"));
        tally.readers(waiting.isLong() ? 0 : reading.size());
    }

    /** What one that no longer has it has committed is counted now; its successor tells only of its own pages. */
    private void turn(HandedOut.Line line) {
        HandedOut.@Nullable Reader now = line.reader();
        if (now == null) {
            return;
        }
        HandedOut.@Nullable Reader before = turns.put(line.step(), now);
        if (before != null && before.taken() != now.taken() && now.pages() > before.pages()) {
            tally.leftBy(before.worker(), now.pages() - before.pages());
        }
    }

    /** A slice of which its reader says nothing more. */
    void left(HandedOut.Line line) {
        HandedOut.@Nullable Reader reader = line.reader();
        if (reader != null && line.pages() > reader.pages()) {
            tally.leftBy(reader.worker(), line.pages() - reader.pages());
        }
    }
}
