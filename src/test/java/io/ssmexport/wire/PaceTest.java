package io.ssmexport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;

class PaceTest {

    private Duration passed = Duration.ZERO;
    private boolean aborted;

    /** A body without end, of so many bytes in each read, each of which takes a second. */
    private InputStream paced(int bytesPerSecond) {
        InputStream body = new InputStream() {
            @Override
            public int read() {
                passed = passed.plusSeconds(1);
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                int read = Math.min(count, bytesPerSecond);
                passed = passed.plusSeconds(read == 0 ? 0 : 1);
                return read;
            }
        };
        return new Pace(AbortableInputStream.create(body, () -> aborted = true), () -> passed.toNanos());
    }

    @Test
    void anAnswerOfAByteASecondIsGivenUpAfterAMinute() {
        assertThatThrownBy(() -> paced(1).readAllBytes())
                .isInstanceOf(AnswerLimitException.class)
                .hasMessage("the answer must come with at least 1 KiB a second but had 61 bytes after 61 s; check the"
                        + " network, the proxy and what answers at that endpoint, then run again");
        assertThat(aborted).isTrue();
    }

    @Test
    void aShortAnswerMayTakeAMinute() throws IOException {
        assertThat(paced(1).readNBytes(60)).hasSize(60);
    }

    @Test
    void aLargeAnswerOverASlowLinkArrives() throws IOException {
        assertThat(paced(2048).readNBytes(1 << 20)).hasSize(1 << 20);
        assertThat(passed).isGreaterThan(Duration.ofMinutes(8));
    }
}
