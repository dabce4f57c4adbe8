package io.ssmexport.sink.file.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes of which many begin at the same place, as those of a million invocations seldom do. */
class InvocationIndexTest {

    @Test
    void invocationsAreToldApartWhereverTheirPlacesMeet() {
        List<InvocationKey> keys = new ArrayList<>();
        for (long high = 0; high < 5; high++) {
            for (long low : new long[] {-1, 0, 6, 15, 31}) {
                keys.add(new InvocationKey(high, low));
            }
        }
        InvocationIndex index = new InvocationIndex(keys.size());
        for (int ordinal = 1; ordinal <= keys.size(); ordinal++) {
            assertThat(index.last(keys.get(ordinal - 1))).isZero();
            index.put(keys.get(ordinal - 1), ordinal);
        }
        index.put(keys.get(7), 99);

        for (int ordinal = 1; ordinal <= keys.size(); ordinal++) {
            assertThat(index.last(keys.get(ordinal - 1))).isEqualTo(ordinal == 8 ? 99 : ordinal);
        }
        assertThat(index.last(new InvocationKey(5, 0))).isZero();
    }

    @Test
    void oneOfNothingHasNone() {
        assertThat(new InvocationIndex(0).last(new InvocationKey(1, 1))).isZero();
    }
}
