package io.ssmexport.sink.postgres;

import static io.ssmexport.sink.file.SampleRows.READ_AT;
import static io.ssmexport.sink.file.SampleRows.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.file.SampleRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChunkTest {

    private static InvocationRows read(String command, int second) {
        return new InvocationRows(
                List.of(SampleRows.row(Map.of("command_id", command, "exported_at", READ_AT.plusSeconds(second)))));
    }

    /** Readings of others that were later than any of it are looked for. */
    @Test
    void itIsAsOldAsTheOldestInvocationInIt() {
        Chunk chunk = Chunk.of(List.of(page(1, read("a", 5)), page(2, read("b", 3), read("c", 8)), page(3)));
        assertThat(chunk.readAt()).isEqualTo(READ_AT.plusSeconds(3));
        assertThat(Chunk.of(List.of(page(1))).readAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void anInvocationThatIsInItTwiceIsTheOneThatWasReadLast() {
        Chunk chunk = Chunk.of(List.of(page(1, read("a", 3), read("b", 5)), page(2, read("a", 4), read("b", 4))));
        assertThat(chunk.invocations().values()).containsExactly(read("a", 4), read("b", 5));
        assertThat(chunk.readAt()).isEqualTo(READ_AT.plusSeconds(4));
    }
}
