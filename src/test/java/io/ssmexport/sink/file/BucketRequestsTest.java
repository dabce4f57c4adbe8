package io.ssmexport.sink.file;

import static io.ssmexport.sink.file.SampleRows.SLICE;
import static io.ssmexport.sink.file.SampleRows.invocation;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.s3.S3Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a slice costs in requests, each of which is paid for and takes some 30 ms. */
class BucketRequestsTest {

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @Test
    void aSliceTakesOnePutAChunkAndThreeRequestsMore() {
        export();
        assertThat(operations())
                .containsExactly(
                        "PutObject", "PutObject", "PutObject", "PutObject", "PutObject", "HeadObject", "DeleteObjects");
    }

    /** One of them fetches what is there. */
    @Test
    void aSliceThatIsReplacedTakesFourRequestsMore() {
        export();
        export();
        assertThat(operations())
                .containsExactly(
                        "PutObject",
                        "PutObject",
                        "PutObject",
                        "PutObject",
                        "GetObject",
                        "PutObject",
                        "HeadObject",
                        "DeleteObjects");
    }

    /** And nothing but that, at the beginning of a run. */
    @ParameterizedTest
    @ValueSource(strings = {"parquet:s3://archive/history", "parquet:s3://archive/all.parquet"})
    void whatALargeObjectSaysCostsItsEndAlone(String into) {
        FileSink sink = stand.sink(into);
        sink.prepare();
        TestSinks.export(sink, SLICE, SampleRows.manyInvocations(3_000));
        stand.forgetRequests();

        stand.sink(into).check(true);

        assertThat(stand.answers())
                .filteredOn(request -> request.operation().equals("GetObject"))
                .extracting(S3Request::sent)
                .containsExactly(256L << 10);
    }

    private void export() {
        FileSink sink = stand.sink("parquet:s3://archive/history");
        sink.prepare();
        stand.forgetRequests();
        sink.restart(SLICE);
        for (int chunk = 1; chunk <= 4; chunk++) {
            sink.write(SLICE, List.of(page(chunk, invocation(SLICE, chunk, "printed"))));
        }
        sink.publish(SLICE);
        sink.clean(SLICE);
    }

    private List<String> operations() {
        return stand.answers().stream().map(S3Request::operation).toList();
    }
}
