package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.s3.S3Request;
import io.ssmexport.sink.SliceExport;
import io.ssmexport.slice.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a slice costs in requests, each of which is paid for and takes some 30 ms. */
class BucketRequestsTest {

    private static final Slice NEXT = new Slice(SLICE.account(), SLICE.region(), SLICE.end(), SLICE.width());

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    /** The store is asked once what it keeps, with the first slice of a run. */
    @Test
    void aSliceTakesOnePutAChunkAndTwoRequestsMore() {
        FileSink sink = sink();
        export(sink, SLICE);
        assertThat(operations())
                .containsExactly(
                        "PutObject", "PutObject", "PutObject", "PutObject", "PutObject", "HeadObject", "DeleteObjects");

        export(sink, NEXT);
        assertThat(operations())
                .containsExactly("PutObject", "PutObject", "PutObject", "PutObject", "PutObject", "DeleteObjects");
    }

    /** One of them fetches what is there. */
    @Test
    void aSliceThatIsReplacedTakesThreeRequestsMore() throws Exception {
        export(sink(), SLICE);
        FileSink sink = sink();
        export(sink, NEXT);
        for (int time = 1; time <= 2; time++) {
            export(sink, SLICE);
            assertThat(operations())
                    .containsExactly(
                            "PutObject",
                            "PutObject",
                            "PutObject",
                            "PutObject",
                            "GetObject",
                            "PutObject",
                            "DeleteObjects");
        }
    }

    /** And nothing but that, at the beginning of a run. */
    @ParameterizedTest
    @ValueSource(strings = {"parquet:s3://archive/history", "parquet:s3://archive/all.parquet"})
    void whatALargeObjectSaysCostsItsEndAlone(String into) {
        FileSink sink = stand.sink(into);
        sink.prepare();
        sink.restart(SLICE);
        sink.write(SLICE, List.of(page(1, SampleRows.manyInvocations(3_000))));
        TestSinks.end(sink, SLICE);
        stand.forgetRequests();

        stand.sink(into).check(true);

        assertThat(stand.answers())
                .filteredOn(request -> request.operation().equals("GetObject"))
                .extracting(S3Request::sent)
                .containsExactly(256L << 10);
    }

    /** Which the listing tells at the beginning of a run; a file's bytes are read. */
    @Test
    void anObjectIsHeldByItsSizeAlone() throws Exception {
        SliceExport export = TestSinks.export(sink(), SLICE, invocation(SLICE, 1, "printed"));
        stand.upload(
                Files.write(temporary.resolve("other"), new byte[(int) export.bytes()]), "history/" + export.file());
        FileSink sink = sink();
        stand.forgetRequests();
        assertThat(sink.holds(SLICE, export)).isTrue();
        assertThat(operations()).isEmpty();

        stand.upload(Files.write(temporary.resolve("other"), new byte[1]), "history/" + export.file());
        assertThat(sink().holds(SLICE, export)).isFalse();
    }

    private FileSink sink() {
        FileSink sink = stand.sink("parquet:s3://archive/history");
        sink.prepare();
        return sink;
    }

    private void export(FileSink sink, Slice slice) {
        stand.forgetRequests();
        sink.restart(slice);
        for (int chunk = 1; chunk <= 4; chunk++) {
            sink.write(slice, List.of(page(chunk, invocation(slice, chunk, "printed"))));
        }
        sink.publish(slice);
        sink.clean(slice);
    }

    private List<String> operations() {
        return stand.answers().stream().map(S3Request::operation).toList();
    }
}
