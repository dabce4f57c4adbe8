package io.ssmexport.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmexport.failure.Failure;
import io.ssmexport.simulator.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ssm.model.CommandFilter;

class JobFileTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource
    void aFileThatIsNoJobIsRefusedWithItsPlace(byte[] content, String said) throws IOException {
        Path file = Files.write(directory.resolve("job.yaml"), content);
        assertThat(refusal(file)).containsExactly(file + said);
    }

    static Stream<Arguments> aFileThatIsNoJobIsRefusedWithItsPlace() {
        return Stream.of(
                refused("a: " + "[".repeat(20_000), ":1: not YAML: nested more than 10 levels deep"),
                refused("a: 1\n" + "? ".repeat(20_000), ":2: not YAML: nested more than 10 levels deep"),
                refused("- a", ":1: a job file must be a mapping of options, for example `into: parquet:archive`"),
                refused(
                        laughs(),
                        ":4: a job file must have at most 10000 values; an alias counts as what it stands for"),
                refused(
                        "a: &a [*a]",
                        ":1: a job file must have at most 10000 values; an alias counts as what it stands for"),
                refused(" ".repeat(2 << 20), ": a job file must be at most 1 MiB but is larger"),
                refused("a: 1\nb: \0", ":2: not YAML: it must not have the character U+0000"),
                refused(
                        "a: 1\n\tb: 2",
                        ":2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not"
                                + " use \\t(TAB) for indentation)"),
                Arguments.of(
                        "a: 1\nb: ü".getBytes(StandardCharsets.ISO_8859_1),
                        ":2: a job file must be UTF-8 but has the byte 0xfc"),
                Arguments.of(
                        "a: 1".getBytes(StandardCharsets.UTF_16),
                        ":1: a job file must be UTF-8 but has the byte 0xfe"));
    }

    @Test
    void whatIsNoFileIsRefusedAndNotReadForEver() throws Exception {
        assertThat(refusal(directory)).containsExactly(directory + ": a job file must be a file but is a directory");
        assertThat(refusal(Path.of("/dev/zero")))
                .containsExactly("/dev/zero: a job file must be at most 1 MiB but is larger");
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(refusal(pipe)).containsExactly(pipe + ": a job file must be a file but is a pipe or a device");
    }

    @ParameterizedTest
    @CsvSource({"''", "'\uFEFF'", "'# nothing'"})
    void aFileWithoutOptionsHasNone(String content) throws IOException {
        assertThat(JobFile.read(Files.writeString(directory.resolve("job.yaml"), content)))
                .isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), "\uFEFFinto: csv:-\n");
        assertThat(JobFile.read(file)).extracting(Setting::key).containsExactly("into");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parallel: 1e9 | parallel must be a number from 1 to 64 but was '1e9'
            parallel: 99999999999999999999 | parallel must be a number from 1 to 64 but was '99999999999999999999'
            page-size: -1 | page-size must be a number from 1 to 50 but was '-1'
            max-requests-per-second: .inf | max-requests-per-second must be a number from 0.1 to 1000 but was '.inf'
            since: P106751991167301D | since must be a length of time such as 1d, 12h or 15m but was 'P106751991167301D'
            since: 999999d | since must be a length of time up to 36500d but was '999999d'
            since: P-3D | since must be a length of time up to 36500d but was 'P-3D'
            from: -0001-01-01T00:00:00Z | from must be in a year from 1970 to 9998 but was '-0001-01-01T00:00:00Z'
            from: +999999999-12-31T00:00:00Z | from must be in a year from 1970 to 9998 but was '+999999999-12-31T00:00:00Z'
            slice: 999999d | slice must be a length of time up to 36500d but was '999999d'
            state: "a\\0b" | state must be a path (Nul character not allowed) but was 'a\0b'
            report: "a\\0b" | report must be a path (Nul character not allowed) but was 'a\0b'
            metrics: "a\\0b" | metrics must be a path (Nul character not allowed) but was 'a\0b'
            into: "csv:a\\0b" | into must be a path (Nul character not allowed) but was 'csv:a\0b'
            """)
    void anAbsurdValueIsAMistakeOfItsLine(String line, String said) throws IOException {
        Path file = Files.writeString(
                directory.resolve("job.yaml"), line.startsWith("into") ? line : line + "\ninto: csv:-\n");
        assertThat(refusal(file)).containsExactly(file + ":1: " + said);
    }

    @Test
    void aMappingIsTakenAsItStands() throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), """
                into: csv:out
                filters:
                  - {key: DocumentName, value: 'a,"b"=c \u00e4'}
                  - key=Status,value=Failed
                simulate: {invocations: 5, days: 2, seed: 3}
                """);
        ExportOptions options = ExportOptions.of(JobFile.read(file), file, Instant.EPOCH);
        assertThat(options.filters())
                .extracting(CommandFilter::keyAsString, CommandFilter::value)
                .containsExactly(tuple("DocumentName", "a,\"b\"=c \u00e4"), tuple("Status", "Failed"));
        assertThat(options.simulate()).isEqualTo(new Simulation(5, 2, 3));
    }

    @Test
    void aWindowOfMoreSlicesThanMemoryHoldsIsRefused() throws IOException {
        Path file = Files.writeString(
                directory.resolve("job.yaml"), "into: csv:-\nfrom: 1970-01-01\nuntil: 9998-01-01\nslice: 1m\n");
        assertThat(refusal(file))
                .singleElement()
                .asString()
                .startsWith(file + ":2: from must be at most 1000000 slices before until but is ");
    }

    private static Arguments refused(String content, String said) {
        return Arguments.of(content.getBytes(StandardCharsets.UTF_8), said);
    }

    /** Nine lists, each of ten times the one before. */
    private static String laughs() {
        StringBuilder file = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            file.append("a" + i + ": &a" + i + " [" + String.join(",", Collections.nCopies(10, alias)) + "]\n");
        }
        return file.toString();
    }

    private static List<String> refusal(Path file) {
        return catchThrowableOfType(Failure.class, () -> ExportOptions.of(JobFile.read(file), file, NOW))
                .lines();
    }
}
