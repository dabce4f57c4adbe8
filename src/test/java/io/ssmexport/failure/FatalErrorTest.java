package io.ssmexport.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FatalErrorTest {

    private final OutOfMemoryError error = new OutOfMemoryError("Java heap space");

    @Test
    void anErrorIsFoundHoweverDeepItLies() {
        assertThat(FatalError.in(new IllegalStateException(new ExecutionException(error))))
                .isSameAs(error);
        assertThatThrownBy(() -> FatalError.rethrow(new ExecutionException(error)))
                .isSameAs(error);
    }

    /** As Java makes some of them while a class begins or a method is linked. */
    @Test
    void anErrorOfAnotherOneIsThatOne() {
        for (Error outer : List.of(
                new InternalError(error),
                new ExceptionInInitializerError(error),
                new BootstrapMethodError(new IllegalStateException(error)))) {
            assertThat(FatalError.in(new ExecutionException(outer))).isSameAs(error);
            assertThat(FatalError.text(outer)).isEqualTo(FatalError.text(error));
        }
        Error missing = new NoClassDefFoundError("a/B");
        missing.initCause(new ClassNotFoundException("a.B"));
        assertThat(FatalError.in(missing)).isSameAs(missing);
    }

    @Test
    void whereThereIsNoneNothingIsThrown() {
        FatalError.rethrow(new IllegalStateException("no"));
        assertThat(FatalError.in(new IllegalStateException("no"))).isNull();
    }

    @Test
    void aFailureSaysItselfWhatItsErrorMeans() {
        assertThat(FatalError.in(new Failure(Failure.Kind.INCOMPLETE, Problem.of("told"), error)))
                .isNull();
    }

    @Test
    void memoryThreadsAndFilesHaveWordsOfTheirOwn() {
        assertThat(FatalError.text(error)).contains("-Xmx512m").contains("what was committed stays");
        assertThat(FatalError.text(new OutOfMemoryError("unable to create native thread")))
                .contains("ulimit -u")
                .doesNotContain("-Xmx");
        assertThat(FatalError.text(new NoClassDefFoundError("a/B"))).contains("ulimit -n");
        assertThat(FatalError.text(new StackOverflowError())).contains("report it");
    }
}
