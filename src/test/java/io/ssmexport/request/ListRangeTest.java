package io.ssmexport.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages have four invocations: a, b, c, d; the page was asked for with T1 and came with T2. */
class ListRangeTest {

    private static final List<String> PAGE = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // maxItems, returned, listed before, first page of the range, kept, next page, resumed at
                "-, 0,  0, true,  abcd, T2, -",
                "-, 2,  0, true,  cd,   T2, -",
                "-, 2,  4, false, abcd, T2, -",
                "-, 9,  0, true,  '',   T2, -",
                "-, -3, 0, true,  abcd, T2, -",
                "3, 0,  0, true,  abc,  -,  T1+3",
                "4, 0,  0, true,  abcd, -,  T2",
                "5, 0,  0, true,  abcd, T2, -",
                "5, 0,  4, false, a,    -,  T1+1",
                "8, 0,  4, false, abcd, -,  T2",
                "1, 2,  0, true,  c,    -,  T1+3",
                "2, 2,  0, true,  cd,   -,  T2",
                "3, 2,  0, true,  cd,   T2, -",
            })
    void aPageIsCutToWhatIsWanted(
            @Nullable Integer maxItems,
            int returned,
            long listed,
            boolean first,
            String kept,
            @Nullable String next,
            @Nullable String resumed) {
        ListRange range =
                new ListRange(maxItems, new ListToken(ListToken.ofPage("T1").request(), returned, false));
        ListRange.Cut<String> cut = range.cut(PAGE, listed, first, "T1", "T2");
        assertThat(String.join("", cut.invocations())).isEqualTo(kept);
        assertThat(cut.nextToken()).isEqualTo(next);
        assertThat(shown(cut.resumeToken())).isEqualTo(resumed);
    }

    private static @Nullable String shown(@Nullable String resume) {
        if (resume == null) {
            return null;
        }
        ListToken token = ListToken.parse(resume);
        return token.serviceToken() + (token.returned() == 0 ? "" : "+" + token.returned());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"3, T1+3", "4, -"})
    void theLastPageLeavesNothingToResumeUnlessItWasCut(int maxItems, @Nullable String resumed) {
        ListRange.Cut<String> cut = new ListRange(maxItems, ListToken.ofPage(null)).cut(PAGE, 0, true, "T1", null);
        assertThat(cut.nextToken()).isNull();
        assertThat(shown(cut.resumeToken())).isEqualTo(resumed);
    }
}
