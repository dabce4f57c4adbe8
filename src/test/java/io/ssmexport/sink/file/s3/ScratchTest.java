package io.ssmexport.sink.file.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories for what is on its way, of several that come and go in one place. */
class ScratchTest {

    @TempDir
    private Path parent;

    /** Another process, which makes a directory in {@code args[0]} and so removes those that nobody holds. */
    static final class AnotherProcess {
        public static void main(String[] args) throws Exception {
            Scratch.in(Path.of(args[0])).close();
        }

        static int run(Path parent) throws Exception {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AnotherProcess.class.getName(),
                            parent.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    @Test
    void manyAtOnceHinderNobody() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(16);
        Callable<Void> comesAndGoes = () -> {
            for (int i = 0; i < 100; i++) {
                try (Scratch scratch = Scratch.in(parent)) {
                    Files.writeString(scratch.file("fetched/1"), "on its way");
                    assertThat(scratch.file("fetched/1")).hasContent("on its way");
                }
            }
            return null;
        };
        try {
            List<Future<Void>> ends = writers.invokeAll(
                    IntStream.range(0, 16).mapToObj(writer -> comesAndGoes).toList());
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Path left = Files.createDirectories(parent.resolve("ssm-export-s3-1/fetched"));
        Files.writeString(left.resolveSibling("lock"), "");
        Files.writeString(left.resolve("1"), "on its way");
        Path being = Files.createDirectory(parent.resolve("ssm-export-s3-2"));

        Scratch.in(parent).close();

        try (Stream<Path> entries = Files.list(parent)) {
            assertThat(entries).containsExactly(being);
        }
    }

    @Test
    void aSecondOneOfThisProcessLeavesTheFirstHeld() throws Exception {
        try (Scratch first = Scratch.in(parent)) {
            Path file = Files.writeString(first.file("fetched/1"), "on its way");
            Scratch.in(parent).close();

            assertThat(AnotherProcess.run(parent)).isZero();

            assertThat(file).hasContent("on its way");
        }
    }
}
