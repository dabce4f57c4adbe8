package io.ssmexport.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastResortTest {

    @Test
    void aLineIsWrittenInItsForm() {
        assertThat(LastResort.bytes(line -> "now " + line, () -> "out of memory"))
                .isEqualTo("now out of memory\n".getBytes(UTF_8));
    }

    @Test
    void whereThereIsNoMemoryForALineAKeptOneIsWritten() {
        String written = new String(
                LastResort.bytes(line -> line, () -> {
                    throw new OutOfMemoryError("Java heap space");
                }),
                UTF_8);

        assertThat(written)
                .startsWith("ssm-export: out of memory; what was committed stays")
                .endsWith("\n");
    }
}
