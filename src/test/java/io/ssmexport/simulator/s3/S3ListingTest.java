package io.ssmexport.simulator.s3;

import static io.ssmexport.simulator.s3.S3Errors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

class S3ListingTest {

    /** Sorted as S3 does: by bytes of UTF-8, so that what Java's texts put last but one comes last. */
    private static final List<String> KEYS = List.of(
            "lake/_staging/job/1.part",
            "lake/requested_date=2026-11-18/a.parquet",
            "lake/requested_date=2026-11-18/b.parquet",
            "lake/requested_date=2026-11-19/a.parquet",
            "lake/x +&.csv",
            "other",
            "\uffee",
            "\ud834\udd1e");

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @BeforeEach
    void fill() {
        List<String> shuffled = new ArrayList<>(KEYS);
        Collections.reverse(shuffled);
        shuffled.forEach(key -> stand.s3.put(key, "text of " + key));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 1000})
    void pagesOfAnySizeHoldEveryKeyOnceAndInOrder(int size) {
        assertThat(keys(request -> request.maxKeys(size))).isEqualTo(KEYS);
    }

    @ParameterizedTest
    @CsvSource({"lake/requested_date=2026-11-18/, 2", "lake/, 5", "lake, 5", "nothing, 0", "other, 1"})
    void aPrefixSelects(String prefix, int count) {
        assertThat(keys(request -> request.prefix(prefix))).hasSize(count).allMatch(key -> key.startsWith(prefix));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void aDelimiterFoldsWhatIsBelow(int size) {
        List<String> found = new ArrayList<>();
        for (ListObjectsV2Response page :
                pages(request -> request.prefix("lake/").delimiter("/").maxKeys(size))) {
            assertThat(page.keyCount()).isLessThanOrEqualTo(size);
            page.commonPrefixes().forEach(common -> found.add(common.prefix()));
            page.contents().forEach(object -> found.add(object.key()));
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "lake/_staging/",
                        "lake/requested_date=2026-11-18/",
                        "lake/requested_date=2026-11-19/",
                        "lake/x +&.csv");
    }

    @Test
    void aListCanStartAfterAKeyThatNeedNotBeThere() {
        assertThat(keys(request -> request.startAfter("lake/requested_date=2026-11-18/b.parquet")))
                .isEqualTo(KEYS.subList(3, KEYS.size()));
        assertThat(keys(request -> request.startAfter("lake/requested_date=2026-11-18/~")))
                .isEqualTo(KEYS.subList(3, KEYS.size()));
    }

    @Test
    void aListSaysSizeAndEtag() {
        var object = pages(request -> request.prefix("other")).get(0).contents().get(0);
        assertThat(object.size()).isEqualTo(13);
        assertThat(object.eTag())
                .isEqualTo(stand.s3
                        .client()
                        .headObject(request -> request.bucket(S3At.BUCKET).key("other"))
                        .eTag());
    }

    @Test
    void whatIsNoListIsRefused() {
        assertError(400, "InvalidArgument", () -> keys(request -> request.maxKeys(-1)));
        assertError(400, "InvalidArgument", () -> keys(request -> request.continuationToken("!")));
        assertError(404, "NoSuchBucket", () -> keys(request -> request.bucket("nothing")));
        assertError(501, "NotImplemented", () -> stand.s3.client().listObjects(request -> request.bucket(S3At.BUCKET)));
    }

    private List<String> keys(Consumer<ListObjectsV2Request.Builder> more) {
        return pages(more).stream()
                .flatMap(page -> page.contents().stream())
                .map(object -> object.key())
                .toList();
    }

    private List<ListObjectsV2Response> pages(Consumer<ListObjectsV2Request.Builder> more) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder().bucket(S3At.BUCKET);
        more.accept(request);
        return stand.s3.client().listObjectsV2Paginator(request.build()).stream()
                .toList();
    }
}
