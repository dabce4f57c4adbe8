package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.ssm.AsOf;
import io.ssmexport.ssm.InvocationQuery;
import io.ssmexport.ssm.PagePosition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class SavedPositionTest {

    private static final InvocationQuery ALL = new InvocationQuery(null, null, List.of(), true, 50, null);
    private static final AsOf KNOWN = new AsOf(Instant.parse("2026-11-19T00:00:00.003Z"), 4);

    private static Stream<PagePosition> positions() {
        return Stream.of(
                new PagePosition("t", 1, 0, 0, null, false, KNOWN),
                new PagePosition("t", 2, 7, 3, null, false, AsOf.UNKNOWN),
                new PagePosition(null, 3, 0, 0, "resume", true, KNOWN));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void whatIsSavedIsReadAgainWhateverWasSavedBefore(PagePosition position) {
        ExecutionContext context = new ExecutionContext();
        SavedPosition.save(new PagePosition("earlier", 9, 9, 9, null, false, KNOWN), context);
        SavedPosition.save(position, context);
        assertThat(SavedPosition.of(context, ALL)).isEqualTo(position);
    }

    @Test
    void whereNothingIsSavedTheFirstPageIsNext() {
        assertThat(SavedPosition.of(new ExecutionContext(), ALL)).isEqualTo(PagePosition.first(ALL));
    }

    @Test
    void whatTheFirstVersionSavedIsUnderstood() {
        ExecutionContext context = new ExecutionContext();
        context.putString("reader.token", "t");
        context.putLong("reader.pages", 5);
        context.putLong("reader.done", 0);
        assertThat(SavedPosition.of(context, ALL)).isEqualTo(new PagePosition("t", 5, 0, 0, null, false, AsOf.UNKNOWN));
    }
}
