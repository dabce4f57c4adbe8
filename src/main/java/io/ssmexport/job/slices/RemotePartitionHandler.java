package io.ssmexport.job.slices;

import io.ssmexport.failure.LastResort;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import io.ssmexport.state.HandedOut;
import io.ssmexport.state.PlannedSlice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Hands the partitions to workers, lane by lane, and follows in the job repository what becomes of them. Spring Batch's own
 * handler sends each partition in the order of a hash table, and nothing keeps a lane with one worker.
 */
final class RemotePartitionHandler extends AbstractPartitionHandler {

    private static final long POLL_MILLIS = 100;

    /** A lane of which nothing is heard for so long may have lost its ticket; tests have less time. */
    private static final Duration SILENCE = Duration.ofSeconds(Integer.getInteger("ssm-export.silence", 120));

    /** A slice that failed without a word gets the time to say one. */
    private static final Duration LAST_WORD = Duration.ofSeconds(10);

    private final Map<String, PlannedSlice> plan;
    private final Handout handout;
    private final JobRepository repository;
    private final Gate gate;
    private final Tally tally;

    RemotePartitionHandler(List<PlannedSlice> planned, Handout handout, SliceWork work, JobRepository repository) {
        this.plan = SliceWorker.byStep(planned);
        this.handout = handout;
        this.repository = repository;
        this.gate = work.gate();
        this.tally = work.tally();
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions) throws Exception {
        partitions.forEach(this::complete);
        JobExecution job = manager.getJobExecution();
        handout.terms().save(job.getExecutionContext());
        repository.updateExecutionContext(job);
        Following following = new Following(job, partitions);
        handout.send(job.getId(), following.lanes());
        following.follow();
        return partitions;
    }

    /** A context that is empty because the process died before it was saved with its partition. */
    private void complete(StepExecution partition) {
        SlicePartition.complete(partition.getExecutionContext(), planned(partition.getStepName()));
        if (partition.getExecutionContext().isDirty()) {
            repository.updateExecutionContext(partition);
        }
    }

    private PlannedSlice planned(String step) {
        return Objects.requireNonNull(plan.get(step));
    }

    private Slice slice(String step) {
        return planned(step).slice();
    }

    /** Follows the slices of a job execution until all have ended. */
    private final class Following {

        private final JobExecution job;
        private final Map<Long, StepExecution> open;
        private final Map<Long, Long> pages = new HashMap<>();
        private final Map<Long, Long> wordless = new HashMap<>();
        private final Map<Source, Heard> heard = new HashMap<>();
        private final Readers readers = new Readers(tally);
        private long stopping;

        /** The sum of the versions of a lane's steps, and since when it is that. */
        private record Heard(long versions, long since) {}

        Following(JobExecution job, Set<StepExecution> partitions) {
            this.job = job;
            this.open = partitions.stream().collect(Collectors.toMap(StepExecution::getId, Function.identity()));
        }

        /** In the order in which their first slices are to be read. */
        Set<Source> lanes() {
            Set<String> steps =
                    open.values().stream().map(StepExecution::getStepName).collect(Collectors.toSet());
            return SliceQueue.lanes(plan.keySet().stream()
                    .filter(steps::contains)
                    .map(RemotePartitionHandler.this::slice)
                    .toList());
        }

        void follow() throws InterruptedException {
            while (true) {
                List<HandedOut.Line> lines = handout.slices().lines(job.getId()).stream()
                        .filter(line -> open.containsKey(line.step()))
                        .toList();
                lines.forEach(this::count);
                readers.look(lines);
                lines.forEach(this::end);
                if (open.isEmpty() || isStopped(lines)) {
                    lines.stream().filter(line -> open.containsKey(line.step())).forEach(readers::left);
                    open.values().forEach(partition -> partition.setStatus(BatchStatus.STOPPED));
                    return;
                }
                sendAgain(lines);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        private void count(HandedOut.Line line) {
            long before = Objects.requireNonNullElse(pages.put(line.step(), line.pages()), 0L);
            tally.pages(Math.max(0, line.pages() - before));
        }

        private void end(HandedOut.Line line) {
            BatchStatus status = BatchStatus.valueOf(line.status());
            if (status == BatchStatus.COMPLETED || (status == BatchStatus.FAILED && hasSpoken(line))) {
                tell(line, status);
                Objects.requireNonNull(open.remove(line.step())).setStatus(status);
            }
        }

        private boolean hasSpoken(HandedOut.Line line) {
            long since = wordless.computeIfAbsent(line.step(), first -> System.nanoTime());
            return line.outcome() != null || System.nanoTime() - since > LAST_WORD.toNanos();
        }

        /** A slice that an earlier execution published is counted there. */
        private void tell(HandedOut.Line line, BatchStatus status) {
            Slice slice = slice(line.name());
            if (line.outcome() != null) {
                if (handout.count(line.step(), slice, SliceOutcome.parse(line.outcome()), tally)
                        .full()) {
                    gate.close();
                }
            } else if (status == BatchStatus.FAILED) {
                readers.left(line);
                tally.failed(
                        slice,
                        Problem.of("its worker ended before it could say why it failed")
                                .at(slice.place())
                                .withRemedy("look at the workers' logs, and run again"));
            }
        }

        /** Workers end their slices after the commit that they are at. */
        private boolean isStopped(List<HandedOut.Line> lines) {
            if (gate.isOpen()) {
                return false;
            }
            if (stopping == 0) {
                stopping = System.nanoTime();
                job.setStatus(BatchStatus.STOPPING);
                repository.update(job);
                return false;
            }
            return lines.stream()
                            .noneMatch(line -> line.isRead() && line.status().equals(BatchStatus.STARTED.name()))
                    || System.nanoTime() - stopping
                            > LastResort.DEADLINE.dividedBy(2).toNanos();
        }

        /** A broker may lose a ticket, and moves it aside when its workers died too often. */
        private void sendAgain(List<HandedOut.Line> lines) {
            Map<Source, List<HandedOut.Line>> byLane = lines.stream()
                    .filter(line -> open.containsKey(line.step()))
                    .collect(Collectors.groupingBy(line -> Source.of(slice(line.name()))));
            Set<Source> silent = byLane.keySet().stream()
                    .filter(lane -> isSilent(lane, Objects.requireNonNull(byLane.get(lane))))
                    .collect(Collectors.toSet());
            if (silent.isEmpty() || !gate.isOpen()) {
                return;
            }
            silent.forEach(heard::remove);
            Set<Source> lost = handout.withoutTicket(job.getId(), silent);
            if (!lost.isEmpty()) {
                tally.note("handed out again: " + Quantity.of(lost.size(), "lane")
                        + " of which nothing was heard, and whose ticket no longer waits at the broker");
                handout.send(job.getId(), lost);
            }
        }

        private boolean isSilent(Source lane, List<HandedOut.Line> lines) {
            long now = System.nanoTime();
            long versions = lines.stream().mapToLong(HandedOut.Line::version).sum();
            Heard last = heard.compute(
                    lane,
                    (key, known) -> known != null && known.versions() == versions ? known : new Heard(versions, now));
            return now - last.since() > SILENCE.toNanos() && lines.stream().noneMatch(HandedOut.Line::isRead);
        }
    }
}
