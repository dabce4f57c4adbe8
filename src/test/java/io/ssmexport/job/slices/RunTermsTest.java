package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmexport.failure.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class RunTermsTest {

    private static final RunTerms TERMS = new RunTerms(Map.of("into", "parquet:s3://b", "output", "full"));

    @Test
    void termsAreReadAsTheyWereSaved() {
        ExecutionContext context = new ExecutionContext();
        TERMS.save(context);
        assertThat(RunTerms.of(context)).isEqualTo(TERMS);
    }

    @Test
    void eachDifferenceIsNamed() {
        assertThatCode(() -> TERMS.requireSame(TERMS)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                Failure.class,
                                () -> TERMS.requireSame(
                                        new RunTerms(Map.of("into", "parquet:s3://b", "output", "none"))))
                        .lines())
                .containsExactly(
                        "[output] is 'full' for the run that hands out slices but 'none' for this worker; give both"
                                + " the same job file");
    }
}
