package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.simulator.s3.S3Fault;
import io.ssmexport.simulator.s3.S3Request;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.SliceExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of rows when several write to a bucket, and when the way to it is bad. */
@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
class BucketSwapTest {

    private static final String INTO = "csv:s3://archive/history";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    private List<String> outputs() throws Exception {
        Path copy = stand.download(Files.createTempDirectory(directory, "copy"));
        return DuckDb.rows(copy.resolve("history/*/*.csv")).stream()
                .map(row -> String.valueOf(row.get(27)))
                .sorted()
                .toList();
    }

    private SliceExport export(InvocationRows... invocations) {
        FileSink sink = stand.sink(INTO);
        sink.prepare();
        return TestSinks.export(sink, SLICE, invocations);
    }

    /** As when every lock was lost. */
    @Test
    void runsAtOnceLoseAndDoubleNothing() throws Exception {
        List<Integer> writers = IntStream.range(0, 6).boxed().toList();
        stand.faults.every(4, S3Fault.LOST_ANSWER, "PutObject", "requested_date");
        stand.faults.every(3, S3Fault.CONFLICT, "PutObject", "requested_date");

        writers.parallelStream().forEach(writer -> export(invocation(SLICE, writer, "of " + writer)));

        assertThat(outputs())
                .containsExactlyElementsOf(writers.stream()
                        .flatMap(writer -> Stream.of("of " + writer, "of " + writer))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "SLOW_DOWN, '', 3",
        "FAIL, '', 3",
        "CONFLICT, PutObject, 2",
        "LOST_ANSWER, PutObject, 2",
        "CUT_UPLOAD, PutObject, 2",
        "CUT_DOWNLOAD, GetObject, 2"
    })
    void aBadWayToTheBucketChangesNoRow(S3Fault fault, String operation, int nth) throws Exception {
        stand.faults.every(nth, fault, operation, "");

        export(invocation(SLICE, 1, "aged out"), invocation(SLICE, 2, "early"));
        SliceExport again = export(invocation(SLICE, 2, "late"), invocation(SLICE, 3, "new"));

        stand.faults.end(fault);
        assertThat(outputs()).containsExactly("aged out", "aged out", "late", "late", "new", "new");
        assertThat(again.keptInvocations()).isEqualTo(1);
    }

    /** What is cut so that nothing shows it must not be taken for the whole: rows would be lost. */
    @Test
    void aFileThatComesShortIsNotMerged() throws Exception {
        export(invocation(SLICE, 1, "aged out"), invocation(SLICE, 2, "early"));
        FileSink sink = stand.sink(INTO);
        sink.prepare();
        stand.faults.every(1, S3Fault.SHORT_BODY, "GetObject", "requested_date");

        assertThatThrownBy(() -> TestSinks.export(sink, SLICE, invocation(SLICE, 2, "late")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("bytes but came with");
        assertThat(stand.bucket().keys()).anyMatch(key -> key.endsWith(".part"));
    }

    @ParameterizedTest
    @EnumSource(
            value = S3Fault.class,
            names = {"LOST_ANSWER", "CONFLICT", "SLOW_DOWN"})
    void aLargeObjectIsSentPieceByPieceAndSeenAtOnce(S3Fault fault) throws Exception {
        FileSink sink = stand.sink(INTO, Reading.EVERYTHING, stand.access(null, 5 << 20));
        sink.prepare();
        sink.restart(SLICE);
        sink.write(SLICE, List.of(page(1, SampleRows.sixMegabytes())));
        stand.faults.next(fault, "CompleteMultipartUpload", "");
        stand.faults.next(S3Fault.CUT_UPLOAD, "UploadPart", "");

        SliceExport export = sink.publish(SLICE);

        assertThat(export.bytes()).isGreaterThan(5L << 20);
        assertThat(stand.requests())
                .filteredOn(request -> request.startsWith("CompleteMultipart"))
                .isNotEmpty();
        assertThat(outputs()).hasSize(2 * SampleRows.SIX_MEGABYTES);
        assertThat(stand.sink(INTO).holds(SLICE, export)).isTrue();
    }

    @Test
    void anUploadThatFailsIsAborted() throws Exception {
        FileSink sink = stand.sink("csv:s3://archive/history", Reading.EVERYTHING, stand.access(null, 5 << 20));
        sink.prepare();
        sink.write(SLICE, List.of(page(1, SampleRows.sixMegabytes())));
        stand.faults.every(1, S3Fault.FAIL, "UploadPart", "");

        assertThatThrownBy(() -> sink.publish(SLICE)).hasMessageContaining("InternalError");

        assertThat(stand.requests())
                .filteredOn(request -> request.startsWith("AbortMultipartUpload"))
                .hasSize(1);
        assertThat(stand.bucket().keys()).noneMatch(key -> key.contains("requested_date"));
    }

    @Test
    void aRunIsResumedByAnotherMachineFromWhatTheCheckpointNames() throws Exception {
        FileSink first = stand.sink(INTO);
        first.prepare();
        first.write(SLICE, List.of(page(1, invocation(SLICE, 1, "a"))));
        String checkpoint = first.written(SLICE);
        first.write(SLICE, List.of(page(2, invocation(SLICE, 2, "not committed"))));
        first.close();

        FileSink second = stand.sink(INTO);
        second.prepare();
        second.recall(SLICE, checkpoint);
        assertThat(second.resume(SLICE, 1)).isTrue();
        second.write(SLICE, List.of(page(2, invocation(SLICE, 2, "b"))));
        String later = second.written(SLICE);
        // The first one isn't dead, as it turns out.
        FileSink zombie = stand.sink(INTO);
        zombie.recall(SLICE, checkpoint);
        zombie.write(SLICE, List.of(page(2, invocation(SLICE, 2, "of a zombie"), invocation(SLICE, 3, "of a zombie"))));

        FileSink third = stand.sink(INTO);
        third.recall(SLICE, later);
        third.publish(SLICE);
        third.clean(SLICE);

        assertThat(outputs()).containsExactly("a", "a", "b", "b");
        assertThat(stand.bucket().keys()).noneMatch(key -> key.endsWith(".part"));
    }

    /** A worker looks at what is there when it begins, and takes over what others wrote later. */
    @Test
    void whatAnotherMachineWroteMeanwhileIsSeen() throws Exception {
        FileSink second = stand.sink(INTO);
        second.prepare();
        FileSink first = stand.sink(INTO);
        first.prepare();
        first.write(SLICE, List.of(page(1, invocation(SLICE, 1, "a"))));
        String checkpoint = first.written(SLICE);
        first.write(SLICE, List.of(page(2, invocation(SLICE, 2, "not committed"))));

        second.lookAgain(SLICE);
        second.recall(SLICE, checkpoint);
        assertThat(second.resume(SLICE, 1)).isTrue();
        second.write(SLICE, List.of(page(2)));
        second.publish(SLICE);
        second.clean(SLICE);

        assertThat(outputs()).containsExactly("a", "a");
        assertThat(stand.bucket().keys()).noneMatch(key -> key.endsWith(".part"));
        SliceExport later = TestSinks.export(second, SLICE);
        first.lookAgain(SLICE);
        assertThat(TestSinks.export(first, SLICE)).isEqualTo(later);
    }

    /** Of the first export of a slice, looking for it after a run included: each request costs tens of milliseconds. */
    @Test
    void aSliceCostsARequestAChunkAndTwoMore() throws Exception {
        FileSink sink = stand.sink(INTO);
        sink.check(true);
        sink.prepare();
        sink.hold(true);
        stand.forgetRequests();

        assertThat(sink.resume(SLICE, 0)).isTrue();
        for (int page = 1; page <= 3; page++) {
            sink.write(SLICE, List.of(page(page, invocation(SLICE, page, "a"))));
        }
        sink.holds(SLICE, sink.publish(SLICE));
        sink.clean(SLICE);

        assertThat(stand.answers())
                .extracting(S3Request::operation)
                .containsExactly("PutObject", "PutObject", "PutObject", "PutObject", "DeleteObjects");
    }
}
