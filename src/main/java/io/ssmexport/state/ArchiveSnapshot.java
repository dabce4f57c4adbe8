package io.ssmexport.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.slice.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copy of what an embedded database knows of its destinations, a JSON value per line, beside it. The database lets one
 * process in; this file can be read at any time, without a lock and without writing anything. It is replaced in one
 * rename, now and then while a run commits and at the run's beginning and end, so it is never ahead of the database and,
 * after a kill, behind it by what was committed since.
 */
public final class ArchiveSnapshot {

    /** The file is written again once this many times the last writing has passed, so that it costs a twentieth. */
    private static final int REST = 20;

    private static final long SHORTEST_REST_NANOS = 1_000_000_000;

    private final Path file;
    private final DataSource dataSource;
    private final ObjectMapper json = new ObjectMapper();
    private final ReentrantLock writing = new ReentrantLock();
    private long restUntil = System.nanoTime();

    private record Line(
            @Nullable String destination,
            int sliceMinutes,
            @Nullable String selection,
            @Nullable String lastSuccess,
            @Nullable FailureLine lastFailure,
            @Nullable String retainedFrom,
            @Nullable RunLine run,
            @Nullable StartLine start,
            @Nullable SliceLine slice) {

        static Line of(RunLine run) {
            return new Line(null, 0, null, null, null, null, run, null, null);
        }

        static Line of(StartLine start) {
            return new Line(null, 0, null, null, null, null, null, start, null);
        }

        static Line of(SliceLine slice) {
            return new Line(null, 0, null, null, null, null, null, null, slice);
        }
    }

    private record FailureLine(String at, String reason) {}

    private record StartLine(String account, String region, String time) {}

    private record RunLine(
            String startedAt,
            @Nullable String endedAt,
            String request,
            @Nullable String outcome,
            RunCounts counts) {}

    /** File of a job, kept up to date from its database. */
    public ArchiveSnapshot(StateDirectory directory, DataSource dataSource) {
        this.file = file(directory);
        this.dataSource = dataSource;
    }

    private static Path file(StateDirectory directory) {
        return directory.path().resolve("archive.jsonl");
    }

    /**
     * Writes it, unless that was done or begun a moment ago. If it can't be written the run goes on: the last writing of
     * the run tells.
     *
     * @param before what to bring up to date in the database first
     */
    public void refresh(Runnable before) {
        if (writing.tryLock()) {
            try {
                if (System.nanoTime() - restUntil >= 0) {
                    before.run();
                    write();
                }
            } catch (Failure toldAtTheEnd) {
                restUntil = System.nanoTime() + REST * SHORTEST_REST_NANOS;
            } finally {
                writing.unlock();
            }
        }
    }

    /** Writes it. */
    public void write() {
        writing.lock();
        long start = System.nanoTime();
        Path temporary = file.resolveSibling("archive.jsonl.new");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), OwnerOnly.file());
                    OutputStream out = Channels.newOutputStream(channel);
                    SequenceWriter lines =
                            json.writer().withRootValueSeparator("\n").writeValues(out)) {
                write(lines);
                lines.flush();
                channel.force(true);
            }
            Files.move(temporary, file, ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.at("state", file + " can't be written (" + e + ")")
                            .withRemedy("remedy that and run the same command again"),
                    e);
        } finally {
            long end = System.nanoTime();
            restUntil = end + Math.max(SHORTEST_REST_NANOS, REST * (end - start));
            writing.unlock();
        }
    }

    private void write(SequenceWriter lines) throws IOException {
        record Destination(String name, int sliceMinutes, String selection) {}
        List<Destination> destinations = JdbcClient.create(dataSource)
                .sql("select destination, slice_minutes, selection from destination order by destination")
                .query((row, number) -> new Destination(row.getString(1), row.getInt(2), row.getString(3)))
                .list();
        for (Destination destination : destinations) {
            Duration width = Duration.ofMinutes(destination.sliceMinutes());
            Runs runs = new Runs(dataSource, destination.name(), width);
            String lastSuccess = runs.lastSuccess().map(Instant::toString).orElse(null);
            FailureLine lastFailure = runs.lastFailure()
                    .map(failure -> new FailureLine(failure.at().toString(), failure.reason()))
                    .orElse(null);
            String retainedFrom = runs.retainedFrom().map(Instant::toString).orElse(null);
            lines.write(new Line(
                    destination.name(),
                    destination.sliceMinutes(),
                    destination.selection(),
                    lastSuccess,
                    lastFailure,
                    retainedFrom,
                    null,
                    null,
                    null));
            for (Archive.Run run : runs.newest(Archive.RUNS)) {
                lines.write(Line.of(line(run)));
            }
            for (Map.Entry<Source, Instant> start : runs.starts().entrySet()) {
                lines.write(Line.of(line(start)));
            }
            new Ledger(dataSource, destination.name(), width).forEach(entry -> {
                try {
                    lines.write(Line.of(SliceLine.of(entry)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static StartLine line(Map.Entry<Source, Instant> start) {
        return new StartLine(
                start.getKey().account(),
                start.getKey().region(),
                start.getValue().toString());
    }

    private static RunLine line(Archive.Run run) {
        return new RunLine(
                run.startedAt().toString(),
                run.endedAt() == null ? null : run.endedAt().toString(),
                run.request(),
                run.outcome(),
                run.counts());
    }

    /**
     * What the file of a job says of a destination; empty if no run has begun to export there.
     *
     * @throws Failure of kind USAGE if it can't be read
     */
    public static Optional<Archive> read(StateDirectory directory, String destination) {
        return Optional.ofNullable(read(directory, destination::equals).get(destination));
    }

    /**
     * What the file of a job says of all its destinations.
     *
     * @throws Failure of kind USAGE if it can't be read
     */
    public static Map<String, Archive> readAll(StateDirectory directory) {
        return read(directory, destination -> true);
    }

    private static Map<String, Archive> read(StateDirectory directory, Predicate<String> wanted) {
        Path file = file(directory);
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8);
                MappingIterator<Line> lines =
                        new ObjectMapper().readerFor(Line.class).readValues(reader)) {
            return read(lines, wanted);
        } catch (NoSuchFileException nothingYet) {
            return Map.of();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at("state", file + " can't be read (" + e.getMessage() + ")")
                            .withRemedy("the next run of the job writes it anew"),
                    e);
        }
    }

    private static Map<String, Archive> read(MappingIterator<Line> lines, Predicate<String> wanted) throws IOException {
        Map<String, Archive> archives = new TreeMap<>();
        @Nullable Archive current = null;
        while (lines.hasNextValue()) {
            Line line = lines.nextValue();
            if (line.destination() != null) {
                current = wanted.test(line.destination()) ? archive(line) : null;
                if (current != null) {
                    archives.put(line.destination(), current);
                }
            } else if (current != null && line.slice() != null) {
                current.slices().add(line.slice().entry(current.width()));
            } else if (current != null && line.start() != null) {
                StartLine start = line.start();
                current.starts().put(new Source(start.account(), start.region()), Instant.parse(start.time()));
            } else if (current != null && line.run() != null) {
                current.runs().add(run(line.run()));
            }
        }
        return archives;
    }

    /** With lists for the lines that follow. */
    private static Archive archive(Line line) {
        return new Archive(
                Duration.ofMinutes(line.sliceMinutes()),
                line.selection(),
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>(),
                line.lastSuccess() == null ? null : Instant.parse(line.lastSuccess()),
                line.lastFailure() == null ? null : failure(line.lastFailure()),
                line.retainedFrom() == null ? null : Instant.parse(line.retainedFrom()));
    }

    private static Archive.RunFailure failure(FailureLine line) {
        return new Archive.RunFailure(Instant.parse(line.at()), line.reason());
    }

    private static Archive.Run run(RunLine line) {
        return new Archive.Run(
                Instant.parse(line.startedAt()),
                line.endedAt() == null ? null : Instant.parse(line.endedAt()),
                line.request(),
                line.outcome(),
                line.counts());
    }
}
