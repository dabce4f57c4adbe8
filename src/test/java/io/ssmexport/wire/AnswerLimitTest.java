package io.ssmexport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;

class AnswerLimitTest {

    private boolean aborted;

    /** A body of so many blanks, for whose end nobody could wait. */
    private InputStream body(long length) {
        return AbortableInputStream.create(
                new InputStream() {
                    private long left = length;

                    @Override
                    public int read() {
                        return left-- > 0 ? ' ' : -1;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int count) {
                        int read = (int) Math.min(count, left);
                        left -= read;
                        return read == 0 && count > 0 ? -1 : read;
                    }
                },
                () -> aborted = true);
    }

    private static SdkHttpResponse head(int status) {
        return SdkHttpResponse.builder().statusCode(status).build();
    }

    private static SdkHttpResponse head(String length) {
        return SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", length)
                .build();
    }

    @Test
    void anEndlessAnswerIsGivenUp() {
        assertThatThrownBy(() -> AnswerLimit.read(body(Long.MAX_VALUE), head(200)))
                .isInstanceOf(AnswerLimitException.class)
                .hasMessage("the answer must have at most " + (AnswerLimit.BYTES >> 20)
                        + " MiB, a sixteenth of the memory, but has more; ask for fewer invocations a page with"
                        + " --page-size, or allow more memory with JAVA_OPTS=-Xmx1g");
        assertThat(aborted).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1073741824", "9223372036854775807"})
    void anAnswerThatSaysItIsTooLongIsNotRead(String length) {
        assertThatThrownBy(() -> AnswerLimit.read(body(0), head(length))).isInstanceOf(AnswerLimitException.class);
        assertThat(aborted).isTrue();
    }

    @Test
    void theLongestAnswerIsRead() throws IOException {
        assertThat(AnswerLimit.read(body(AnswerLimit.BYTES), head(200))).hasSize(AnswerLimit.BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "99999999999999999999"})
    void aLengthThatIsNoneIsDisregarded(String length) throws IOException {
        assertThat(AnswerLimit.read(body(5), head(length))).hasSize(5);
    }

    @Test
    void aShorterAnswerThanItSaidIsWhatCame() throws IOException {
        assertThat(AnswerLimit.read(body(5), head("10"))).hasSize(5);
    }

    @Test
    void whatTheSdkReadsIsGivenUpToo() {
        assertThatThrownBy(() ->
                        AnswerLimit.forSdk(body(Long.MAX_VALUE), head(200)).transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(AnswerLimitException.class);
    }

    @Test
    void anErrorEndsAfterAMegabyte() throws IOException {
        InputStream error = AnswerLimit.forSdk(body(Long.MAX_VALUE), head(503));
        assertThat(error.readAllBytes()).hasSize(1 << 20);
        assertThat(aborted).isTrue();
    }
}
