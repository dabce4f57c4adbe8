package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedInputTest {

    private static final String SIGNATURE = ";chunk-signature=" + "0".repeat(64);

    @Test
    void chunksAreJoinedAndTrailersAreRead() throws IOException {
        ChunkedInput input = input("4\r\nte\r\n\r\nA\r\n0123456789\r\n0\r\nX-Amz-Checksum-CRC32: abc=\r\n\r\n", false);
        assertThat(input.readAllBytes()).asString().isEqualTo("te\r\n0123456789");
        assertThat(input.trailers()).containsOnlyKeys("x-amz-checksum-crc32").containsValue("abc=");
    }

    @Test
    void everySignedChunkHasASignature() throws IOException {
        ChunkedInput input = input("4" + SIGNATURE + "\r\ntext\r\n0" + SIGNATURE + "\r\n\r\n", true);
        assertThat(input.readAllBytes()).asString().isEqualTo("text");
        assertThatThrownBy(() -> input("4\r\ntext\r\n0\r\n\r\n", true).readAllBytes())
                .isInstanceOf(ChunkedInput.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4\r\nte",
                "4\r\ntext\r\n",
                "4\r\nlonger\r\n0\r\n\r\n",
                "4\ntext\r\n0\r\n\r\n",
                "x\r\ntext\r\n0\r\n\r\n",
                "-4\r\ntext\r\n0\r\n\r\n",
                "0\r\nno trailer\r\n\r\n",
                "0\r\n"
            })
    void otherFramingIsMalformed(String framed) {
        assertThatThrownBy(() -> input(framed, false).readAllBytes()).isInstanceOf(ChunkedInput.Malformed.class);
    }

    private static ChunkedInput input(String framed, boolean signed) {
        return new ChunkedInput(new ByteArrayInputStream(framed.getBytes(StandardCharsets.UTF_8)), signed);
    }
}
