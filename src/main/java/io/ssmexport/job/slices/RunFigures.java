package io.ssmexport.job.slices;

import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.ReadInvocation;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.StrangeValue;
import io.ssmexport.state.RunCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this process did. Thread-safe. */
public final class RunFigures {

    private final LongAdder slices = new LongAdder();
    private final LongAdder invocations = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder commits = new LongAdder();
    /** By file: slices that are published together share one. */
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();

    private final LongAdder open = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final Map<String, Long> redactions = new ConcurrentSkipListMap<>();
    private final Map<String, StrangeColumn> strange = new ConcurrentSkipListMap<>();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicReference<@Nullable String> resumeToken = new AtomicReference<>();
    private final AtomicLong throttles = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final long started = System.nanoTime();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServiceTime time;
    private volatile List<Source> sources = List.of();
    private final LongAdder workersRetries = new LongAdder();
    private final LongAdder workersThrottles = new LongAdder();
    private final Map<String, WorkerFigures> workers = new ConcurrentSkipListMap<>();
    private final Map<Slice, Problem> failures = new ConcurrentSkipListMap<>(Comparator.comparing(Slice::name));

    /** An answer came; what is in it counts once it is published, and only once. */
    void page() {
        pages(1);
    }

    /** The same of several. */
    void pages(long count) {
        pages.add(count);
    }

    public void timed(ServiceTime service) {
        time = service;
    }

    public void sources(List<Source> all) {
        sources = all;
    }

    void redacted(Map<String, Integer> masked) {
        masked.forEach((rule, count) -> redactions.merge(rule, (long) count, Long::sum));
    }

    /** What a worker says of a slice, but for what is in the destination now. */
    void told(SliceOutcome outcome) {
        outcome.redactions().forEach((rule, count) -> redactions.merge(rule, count, Long::sum));
        outcome.strange()
                .forEach(values -> strange.merge(values.column() + " " + values.became(), values, StrangeColumn::and));
        outcome.warnings().forEach(this::warnOnce);
        commits.add(outcome.commits());
        workersRetries.add(outcome.retries());
        workersThrottles.add(outcome.throttles());
        workers.merge(outcome.worker(), WorkerFigures.of(outcome), WorkerFigures::plus);
    }

    /** A worker committed so many pages of a slice, of which nothing more came than that another, or nobody, has it now. */
    void leftBy(String worker, long count) {
        workers.merge(worker, WorkerFigures.ofPages(count), WorkerFigures::plus);
    }

    /** What this process did of a slice, once it is over. */
    SliceOutcome outcome(
            String worker,
            @Nullable SliceExport export,
            @Nullable Problem problem,
            @Nullable Problem doubt,
            boolean full) {
        return new SliceOutcome(
                worker,
                export,
                problem,
                doubt,
                full,
                pages(),
                commits.sum(),
                retries(),
                throttles(),
                Map.copyOf(redactions),
                strange(),
                warnings());
    }

    void strange(ReadInvocation read) {
        for (StrangeValue value : read.strange()) {
            strange.merge(value.column() + " " + value.became(), StrangeColumn.of(value, read), StrangeColumn::and);
        }
    }

    void committed() {
        commits.increment();
    }

    void exported(Slice slice, SliceExport export) {
        slices.increment();
        invocations.add(export.invocations());
        rows.add(export.rows());
        failures.remove(slice);
        if (export.file() != null) {
            bytes.put(export.file(), export.bytes());
        }
        open.add(export.openInvocations());
        kept.add(export.keptInvocations());
    }

    void failed(Slice slice, Problem problem) {
        failures.put(slice, problem);
    }

    public void planned(int skippedSlices, int expiredSlices) {
        skipped.set(skippedSlices);
        expired.set(expiredSlices);
    }

    public void throttled(long count) {
        throttles.set(count);
    }

    /** As {@link #warn}, of what may be said several times. */
    public void warnOnce(String line) {
        if (!warnings.contains(line)) {
            warn(line);
        }
    }

    public void warn(String line) {
        warnings.add(line);
    }

    /** All of them at this moment. */
    public RunCounts counts() {
        return new RunCounts(
                slices(),
                failures.size(),
                invocations(),
                rows(),
                pages(),
                retries(),
                throttles(),
                Duration.ofNanos(System.nanoTime() - started).toMillis());
    }

    void resumeAt(@Nullable String token) {
        resumeToken.set(token);
    }

    public void retried(long count) {
        retries.set(count);
    }

    /** Where to go on with a list that {@code max-items} cut, or null. */
    public @Nullable String resumeToken() {
        return resumeToken.get();
    }

    /** Slices that reached the destination. */
    public long slices() {
        return slices.sum();
    }

    /** Invocations in these slices, each once. */
    public long invocations() {
        return invocations.sum();
    }

    /** Rows of these invocations. */
    public long rows() {
        return rows.sum();
    }

    /** Pages read. */
    public long pages() {
        return pages.sum();
    }

    /** Chunks committed, and slices published: what grows as long as the run gets on. */
    public long done() {
        return commits.sum() + slices();
    }

    /** Bytes of the files written; 0 where the sink has none. */
    public long bytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Invocations in these slices that had not ended. */
    public long open() {
        return open.sum();
    }

    /** Invocations that AWS no longer returned and that were kept as an earlier run had them. */
    public long kept() {
        return kept.sum();
    }

    /** Secrets masked, by the id of the rule that found them. */
    public Map<String, Long> redactions() {
        return redactions;
    }

    /** Values that their column couldn't hold, by column. */
    public List<StrangeColumn> strange() {
        return List.copyOf(strange.values());
    }

    /** Attempts beyond the first of each request. */
    public long retries() {
        return retries.get() + workersRetries.sum();
    }

    /** Attempts that the service refused because there were too many; they are among the retries. */
    public long throttles() {
        return throttles.get() + workersThrottles.sum();
    }

    /** What each worker did, by its name; empty where there are none. */
    public Map<String, WorkerFigures> workers() {
        return workers;
    }

    /** Slices of the window that needed no reading. */
    public long skipped() {
        return skipped.get();
    }

    /** Slices of the window that were not read to their end before AWS forgot them. */
    public long expired() {
        return expired.get();
    }

    /** The service's time; empty as long as it has not told it. */
    public Optional<Instant> now() {
        ServiceTime service = time;
        return service == null || !service.isKnown() ? Optional.empty() : Optional.of(service.now());
    }

    /** How far the machine's clock is ahead of the service's, negative where it is behind; empty if unknown. */
    public Optional<Duration> clockAhead() {
        ServiceTime service = time;
        return service == null ? Optional.empty() : service.ahead();
    }

    /** What the run reads, or was to read; empty as long as that isn't known. */
    public List<Source> sources() {
        return sources;
    }

    /** What the operator has to look after although the run did its work: slices that AWS forgets soon, a wrong clock. */
    public List<String> warnings() {
        return warnings;
    }

    /** All failures in a line: how many, and the one that says most exactly where; one slice at least must have failed. */
    public String failure() {
        return (failures.size() == 1 ? "" : Quantity.of(failures.size(), "slice") + ": ")
                + Problem.mostExact(failures.values()).text();
    }

    /** What was wrong, by slice, in their order. */
    public Map<Slice, Problem> failures() {
        return failures;
    }
}
