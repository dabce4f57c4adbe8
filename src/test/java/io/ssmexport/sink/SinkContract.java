package io.ssmexport.sink;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.Glance;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.file.DuckDb;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What {@link Sink} promises, asked of one destination. A subclass says how to open it, what a reader of it sees, and how to
 * lose it.
 */
public abstract class SinkContract {

    private static final Slice NEXT = SampleRows.slice("2026-11-20");

    /** The sink as a new process has it: it knows nothing but what is durable. */
    protected abstract Sink open(Reading reading) throws Exception;

    /** Rows as a reader of the destination sees them at this moment, in the order of the row contract's columns. */
    protected abstract List<List<@Nullable String>> rows() throws Exception;

    /** Loses what was published. */
    protected abstract void destroy() throws Exception;

    /** Whether it can be looked at again: what AWS has forgotten stays there, and is known to be there. */
    protected boolean isArchive() {
        return true;
    }

    /** Whether readers see a slice grow, and what was written of it and not published stays. */
    protected boolean showsChunks() {
        return false;
    }

    /** Writes a chunk and saves its checkpoint, as the step does. */
    protected void commit(Runnable chunk) {
        chunk.run();
    }

    private final Map<Slice, String> checkpoints = new ConcurrentHashMap<>();

    private Sink open() throws Exception {
        Sink sink = open(Reading.EVERYTHING);
        checkpoints.forEach(sink::recall);
        return sink;
    }

    private void write(Sink sink, Slice slice, RowPage... pages) {
        commit(() -> sink.write(slice, List.of(pages)));
        checkpoints.put(slice, sink.written(slice));
    }

    private static SliceExport publish(Sink sink, Slice slice) {
        SliceExport counted = sink.publish(slice);
        return sink.publishAll(List.of(slice)).getOrDefault(slice, counted);
    }

    /** A whole run over one slice, one invocation a page. */
    private SliceExport export(Slice slice, InvocationRows... invocations) throws Exception {
        Sink sink = open();
        sink.prepare();
        sink.hold(true);
        sink.restart(slice);
        for (int i = 0; i < invocations.length; i++) {
            write(sink, slice, page(i + 1, invocations[i]));
        }
        write(sink, slice, page(invocations.length + 1));
        SliceExport export = publish(sink, slice);
        sink.clean(slice);
        return export;
    }

    /** Outputs of the rows, sorted: each invocation has two. */
    private List<String> outputs() throws Exception {
        return rows().stream().map(row -> String.valueOf(row.get(27))).sorted().toList();
    }

    private static void assertCounts(SliceExport export, long invocations, long open, long rows, long kept) {
        assertThat(List.of(export.invocations(), export.openInvocations(), export.rows(), export.keptInvocations()))
                .as("invocations, open, rows, kept")
                .containsExactly(invocations, open, rows, kept);
    }

    @Test
    void everyValueComesBackAsItWentIn() throws Exception {
        InvocationRows invocation = invocation(SLICE, 1, "a");
        export(SLICE, invocation);

        assertThat(rows())
                .isEqualTo(invocation.rows().stream().map(DuckDb::texts).toList());
    }

    @Test
    void aReaderSeesASliceOnceItIsPublished() throws Exception {
        assumeFalse(showsChunks());
        Sink sink = open();
        sink.prepare();
        write(sink, SLICE, page(1, invocation(SLICE, 1, "a")));
        assertThat(rows()).isEmpty();

        publish(sink, SLICE);

        assertThat(outputs()).containsExactly("a", "a");
    }

    @Test
    void whatIsStagedOfASliceIsNotSeenBesideWhatWasPublishedOfIt() throws Exception {
        assumeTrue(isArchive() && !showsChunks());
        export(SLICE, invocation(SLICE, 1, "early"));

        write(open(), SLICE, page(1, invocation(SLICE, 1, "late")), page(2, invocation(SLICE, 2, "new")));

        assertThat(outputs()).containsExactly("early", "early");
    }

    @Test
    void aSliceIsResumedAtItsCheckpoint() throws Exception {
        Sink killed = open();
        killed.prepare();
        write(killed, SLICE, page(1, invocation(SLICE, 1, "a")), page(2));

        Sink sink = open();
        assertThat(sink.resume(SLICE, 2)).isTrue();
        write(sink, SLICE, page(3, invocation(SLICE, 2, "b", "Pending")));

        assertCounts(publish(sink, SLICE), 2, 1, 4, 0);
        assertThat(outputs()).containsExactly("a", "a", "b", "b");
    }

    @Test
    void pagesBeyondTheCheckpointAreReadAgainAndCountOnce() throws Exception {
        Sink killed = open();
        killed.prepare();
        write(killed, SLICE, page(1, invocation(SLICE, 1, "a")));
        write(killed, SLICE, page(2, invocation(SLICE, 2, "early", "Pending")));

        Sink sink = open();
        assertThat(sink.resume(SLICE, 1)).isTrue();
        write(sink, SLICE, page(2, invocation(SLICE, 2, "late")), page(3));

        assertCounts(publish(sink, SLICE), 2, 0, 4, 0);
        assertThat(outputs()).containsExactly("a", "a", "late", "late");
    }

    /** Postgres refuses its commit. */
    @Test
    void whoWasBelievedDeadChangesNothingOfWhatAnotherReadsOn() throws Exception {
        assumeFalse(showsChunks());
        Sink dead = open();
        dead.prepare();
        write(dead, SLICE, page(1, invocation(SLICE, 1, "a")));
        Sink other = open();
        assertThat(other.resume(SLICE, 1)).isTrue();
        write(other, SLICE, page(2, invocation(SLICE, 2, "b")));

        RowPage late = page(2, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "late"));
        dead.write(SLICE, List.of(late));
        dead.resume(SLICE, 1);
        dead.write(SLICE, List.of(late));
        dead.restart(SLICE);
        dead.write(SLICE, List.of(page(1, invocation(SLICE, 4, "late")), late));

        assertCounts(publish(other, SLICE), 2, 0, 4, 0);
        assertCounts(publish(open(), SLICE), 2, 0, 4, 0);
        assertThat(new HashSet<>(outputs())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatTheReadingAfterAKillNoLongerHasIsNoPartOfIt() throws Exception {
        Sink killed = open();
        killed.prepare();
        write(killed, SLICE, page(1, invocation(SLICE, 1, "a")));
        write(killed, SLICE, page(2, invocation(SLICE, 2, "gone", "Pending")));

        Sink sink = open();
        sink.resume(SLICE, 1);
        write(sink, SLICE, page(2));

        SliceExport export = publish(sink, SLICE);
        assertCounts(export, showsChunks() ? 2 : 1, 0, showsChunks() ? 4 : 2, showsChunks() ? 1 : 0);
    }

    @Test
    void whatIsNotThereCannotBeResumed() throws Exception {
        assumeFalse(showsChunks());
        Sink sink = open();
        sink.prepare();
        assertThat(sink.resume(SLICE, 0)).isTrue();
        assertThat(sink.resume(SLICE, 1)).isFalse();
        write(sink, SLICE, page(1, invocation(SLICE, 1, "a")), page(2));

        assertThat(sink.resume(SLICE, 3)).isFalse();
        assertThat(sink.resume(SLICE, 1)).isFalse();
    }

    @Test
    void aSliceThatIsRestartedHasTheNewReadingOnly() throws Exception {
        Sink killed = open();
        killed.prepare();
        write(killed, SLICE, page(1, invocation(SLICE, 1, "early")), page(2), page(3));

        Sink sink = open();
        sink.restart(SLICE);
        write(sink, SLICE, page(1, invocation(SLICE, 1, "late")));

        assertCounts(publish(sink, SLICE), 1, 0, 2, 0);
        assertThat(outputs()).containsExactly("late", "late");
    }

    @Test
    void aChunkThatIsWrittenTwiceIsThereOnce() throws Exception {
        Sink sink = open();
        sink.prepare();
        write(sink, SLICE, page(1, invocation(SLICE, 1, "early")), page(2));
        write(sink, SLICE, page(1, invocation(SLICE, 1, "late")), page(2));

        assertCounts(publish(sink, SLICE), 1, 0, 2, 0);
        assertThat(outputs()).containsExactly("late", "late");
    }

    /** The service's list moves while it is read. */
    @Test
    void ofAnInvocationThatComesTwiceTheLastOneHolds() throws Exception {
        SliceExport export = export(
                SLICE,
                invocation(SLICE, 1, "early", "InProgress"),
                invocation(SLICE, 2, "b"),
                invocation(SLICE, 1, "late"));

        assertCounts(export, 2, 0, 4, 0);
        assertThat(outputs()).containsExactly("b", "b", "late", "late");
    }

    /** Also of one whose step goes on when its instance has started again. */
    @Test
    void whatHasNotEndedIsCountedAsOpen() throws Exception {
        List<InvocationRows> open = new ArrayList<>(List.of(rebooting(1, null)));
        for (String status : List.of("Pending", "InProgress", "Delayed", "Cancelling", "ANewOne")) {
            open.add(invocation(SLICE, 2 + open.size(), "open", status));
        }
        List<InvocationRows> ended = new ArrayList<>(List.of(rebooting(20, SLICE.start())));
        for (String status :
                List.of("Success", "Cancelled", "Failed", "TimedOut", "DeliveryTimedOut", "Undeliverable")) {
            ended.add(invocation(SLICE, 21 + ended.size(), "ended", status));
        }

        SliceExport export =
                export(SLICE, Stream.of(open, ended).flatMap(List::stream).toArray(InvocationRows[]::new));

        assertThat(List.of(export.invocations(), export.openInvocations()))
                .containsExactly((long) open.size() + ended.size(), (long) open.size());
    }

    private static InvocationRows rebooting(int number, @Nullable Instant finished) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("command_id", SampleRows.command(number));
        changes.put("plugin_status", InvocationRows.REBOOTING);
        changes.put("response_finish_date_time", finished);
        changes.put("plugin_index", 0);
        return new InvocationRows(List.of(SampleRows.row(changes)));
    }

    @Test
    void publishingTwiceGivesTheSame() throws Exception {
        export(SLICE, invocation(SLICE, 1, "aged out"), invocation(SLICE, 2, "early"));
        Sink killed = open();
        killed.restart(SLICE);
        write(killed, SLICE, page(1, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new", "Pending")));
        SliceExport first = publish(killed, SLICE);
        List<List<@Nullable String>> published = rows();

        assertThat(publish(open(), SLICE)).isEqualTo(first);
        assertThat(rows()).isEqualTo(published);
    }

    @Test
    void whatAwsNoLongerReturnsIsKeptAndNoLongerOpen() throws Exception {
        assumeTrue(isArchive());
        export(SLICE, invocation(SLICE, 1, "aged out", "InProgress"), invocation(SLICE, 2, "early", "InProgress"));

        assertCounts(export(SLICE, invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new")), 3, 0, 6, 1);
        assertThat(outputs()).containsExactly("aged out", "aged out", "late", "late", "new", "new");
        assertCounts(export(SLICE), 3, 0, 6, 3);
        assertThat(outputs()).containsExactly("aged out", "aged out", "late", "late", "new", "new");
    }

    @Test
    void anInvocationWithFewerPluginsThanBeforeLosesTheirRows() throws Exception {
        InvocationRows two = invocation(SLICE, 1, "a");
        export(SLICE, two);

        SliceExport export = export(SLICE, new InvocationRows(List.of(two.rows().get(0))));

        assertCounts(export, 1, 0, 1, 0);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void otherSlicesStay() throws Exception {
        assumeTrue(isArchive());
        export(SLICE, invocation(SLICE, 1, "a"));
        export(NEXT, invocation(NEXT, 2, "b"));

        assertCounts(export(SLICE, invocation(SLICE, 1, "late")), 1, 0, 2, 0);
        assertThat(outputs()).containsExactly("b", "b", "late", "late");
    }

    @Test
    void slicesAreWrittenSideBySide() throws Exception {
        Sink sink = open();
        sink.prepare();
        List<Slice> slices = IntStream.rangeClosed(10, 19)
                .mapToObj(day -> SampleRows.slice("2026-11-" + day))
                .toList();

        slices.parallelStream().forEach(slice -> {
            sink.restart(slice);
            write(sink, slice, page(1, invocation(slice, slices.indexOf(slice), slice.name())));
            sink.publish(slice);
            if (!sink.isPublishedTogether()) {
                sink.clean(slice);
            }
        });
        sink.publishAll(sink.isPublishedTogether() ? slices : List.of());

        assertThat(outputs())
                .hasSize(20)
                .containsAll(slices.stream().map(Slice::name).toList());
    }

    @Test
    void anEmptySliceIsExportedAndHeld() throws Exception {
        SliceExport export = export(SLICE);

        assertCounts(export, 0, 0, 0, 0);
        assertThat(rows()).isEmpty();
        assertThat(open().holds(SLICE, export)).isTrue();
    }

    @Test
    void aSliceOfWhichNoPageWasWrittenIsNotPublished() throws Exception {
        assumeFalse(showsChunks());
        Sink sink = open();
        sink.prepare();
        sink.restart(SLICE);

        assertThatThrownBy(() -> publish(sink, SLICE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INCOMPLETE));
        assertThat(rows()).isEmpty();
    }

    @Test
    void whatIsLostIsNotHeld() throws Exception {
        assumeTrue(isArchive());
        SliceExport export = export(SLICE, invocation(SLICE, 1, "a"));
        assertThat(open().holds(SLICE, export)).isTrue();

        destroy();

        assertThat(open().holds(SLICE, export)).isFalse();
    }

    @Test
    void everyInvocationOfAWindowIsReadOnce() throws Exception {
        assumeTrue(isArchive());
        export(SLICE, invocation(SLICE, 10, "a"), invocation(SLICE, 20, "b", "Pending"), invocation(SLICE, 30, "c"));
        export(NEXT, invocation(NEXT, 40, "d"));

        assertThat(read(10, 30)).extracting(ArchivedInvocation::status).containsExactlyInAnyOrder("Success", "Pending");
        assertThat(read(11, 31)).hasSize(2);
        assertThat(read(0, 2 * 86_400)).hasSize(4).doesNotHaveDuplicates();
        assertThat(read(31, 86_400)).isEmpty();
    }

    private List<ArchivedInvocation> read(int fromSecond, int untilSecond) throws Exception {
        List<ArchivedInvocation> read = new ArrayList<>();
        Instant start = SLICE.start();
        open().read(
                        start.plusSeconds(fromSecond),
                        start.plusSeconds(untilSecond),
                        read::add,
                        damage -> fail(damage.toString()));
        return read;
    }

    /** Of an output as much as a glance needs, whatever else a sink gives. */
    @Test
    void lookingGivesTheRowsOfAWindow() throws Exception {
        assumeTrue(isArchive());
        InvocationRows failed = new InvocationRows(List.of(SampleRows.row(
                Map.of("status", "Failed", "plugin_status", "Failed", "output", "\nfirst\nb", "response_code", 3))));
        export(SLICE, invocation(SLICE, 10, "a\nb"), failed);
        export(NEXT, invocation(NEXT, 40, Glance.SKIPPED + "a precondition"));

        List<InvocationRows> seen = new ArrayList<>();
        open().look(SLICE.start(), NEXT.end(), seen::add, damage -> fail(damage.toString()));

        assertThat(seen).hasSize(3).flatMap(InvocationRows::rows).allSatisfy(row -> {
            assertThat(row.plugin().pluginName()).isNotNull();
            assertThat(row.plugin().responseFinishDateTime())
                    .isAfterOrEqualTo(row.plugin().responseStartDateTime());
            assertThat(row.invocation().instanceName()).isNotNull();
        });
        assertThat(seen)
                .extracting(rows -> rows.first().invocation().status() + " " + Glance.isSkipped(rows.first()))
                .containsExactlyInAnyOrder("Success false", "Failed false", "Success true");
        assertThat(seen)
                .filteredOn(rows -> "Failed".equals(rows.first().invocation().status()))
                .extracting(rows -> Glance.firstLine(rows.first().plugin().output()))
                .containsExactly("first");
    }

    /** Of other accounts and regions, and from that time on, all stays. */
    @Test
    void whatIsForgottenIsOfSomeSourcesAndBeforeATime() throws Exception {
        assumeTrue(isArchive());
        Slice region = new Slice(SLICE.account(), "eu-west-1", SLICE.start(), SLICE.width());
        Slice account = new Slice("210987654321", SLICE.region(), SLICE.start(), SLICE.width());
        int number = 0;
        for (Slice slice : List.of(SLICE, region, account)) {
            export(slice, invocation(slice, ++number, slice.name()));
        }
        // Of its first moment.
        export(NEXT, invocation(NEXT, 86_400, NEXT.name()));
        Upkeep upkeep = open().upkeep();
        Set<Source> sources = Set.of(Source.of(SLICE));

        Upkeep.Amount amount = upkeep.before(sources, NEXT.start());
        assertThat(List.of(amount.invocations(), amount.rows())).containsExactly(1L, 2L);
        assertThat(outputs()).hasSize(8);

        upkeep.forget(sources, NEXT.start());
        assertThat(outputs()).hasSize(6).containsOnly(region.name(), account.name(), NEXT.name());
        assertThat(upkeep.before(sources, NEXT.start()).invocations()).isZero();
    }

    @Test
    void cleaningLeavesWhatWasPublished() throws Exception {
        export(SLICE, invocation(SLICE, 1, "a"));

        Sink sink = open();
        if (isArchive()) {
            sink.clean(SLICE);
            sink.restart(SLICE);
            assertThat(outputs()).containsExactly("a", "a");
        }
        assertThat(sink.publishAll(List.of())).isEmpty();
    }

    @Test
    void lookingChangesNothing() throws Exception {
        assumeTrue(isArchive());
        export(SLICE, invocation(SLICE, 1, "a"));
        List<List<@Nullable String>> before = rows();

        Sink sink = open();
        sink.inspect();
        sink.check(true);
        sink.check(false);
        sink.prepare();
        sink.hold(true);

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void anotherJobMayWriteThereIfItReadsTheSame() throws Exception {
        export(SLICE, invocation(SLICE, 1, "a"));

        assertThatCode(() -> open().hold(false)).doesNotThrowAnyException();
        assumeTrue(isArchive());
        for (Reading poorer : List.of(
                new Reading("", false, "full", ""),
                new Reading("", true, "none", ""),
                new Reading("", true, "redacted", ""))) {
            assertThatThrownBy(() -> open(poorer).check(false))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
                    .hasMessageContaining(", but this job reads " + poorer);
            assertThatThrownBy(() -> open(poorer).hold(false)).isInstanceOf(Failure.class);
        }
    }
}
