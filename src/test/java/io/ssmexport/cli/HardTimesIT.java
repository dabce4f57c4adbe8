package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a host that lacks something: it ends, and says what it lacks. */
class HardTimesIT {

    @TempDir
    private Path home;

    private ExportProcess program() {
        return new ExportProcess(home).set("AWS_ACCESS_KEY_ID", "simulator").set("AWS_SECRET_ACCESS_KEY", "simulator");
    }

    private int nextRun(List<String> arguments) {
        return new InProcess(home)
                .set("AWS_ACCESS_KEY_ID", "simulator")
                .set("AWS_SECRET_ACCESS_KEY", "simulator")
                .run(arguments);
    }

    private static List<String> job(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--name=hard",
                "--into=parquet:data",
                "--state=state",
                "--since=2d",
                "--simulate=invocations=200,days=2,seed=1"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Unpacked here, since it is larger than the limit. */
    private Path unpackedZstd() throws IOException {
        String name = "/linux/" + System.getProperty("os.arch") + "/libzstd-jni-" + ZstdVersion.VERSION + ".so";
        Path library = home.resolve("libzstd.so");
        try (InputStream packed = ZstdVersion.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(packed, name), library);
        }
        return library;
    }

    /** The smaller ones end while the tables are made. H2 is left behind that now and then waits for itself for ever. */
    @ParameterizedTest
    @ValueSource(ints = {8, 40, 64})
    void aStateThatCantBeWrittenEndsTheRunAndTheNextOneGoesOn(int blocks) throws Exception {
        ExportProcess limited =
                program().jvm("-DZstdNativePath=" + unpackedZstd()).after("ulimit -f " + blocks);
        assertThat(limited.run(job("run"))).isEqualTo(3);
        assertThat(limited.told())
                .last()
                .asString()
                .startsWith("ssm-export: [state] " + home.toRealPath().resolve("state/hard") + " can't be written (")
                .endsWith("; make room there and run the same command again: what was committed stays");
        assertThat(nextRun(job("run"))).isZero();
    }

    /** The volume is filled as soon as the first part is there; 64 MiB must be free when a run begins. */
    @Test
    void aVolumeThatIsFullEndsTheReadingAndTheNextRunGoesOn() throws Exception {
        Path volume = Files.createDirectory(home.resolve("data"));
        assumeTrue(
                mounted("mount", "-t", "tmpfs", "-o", "size=72m", "tmpfs", volume.toString()),
                "this user may not mount a volume");
        try {
            List<String> fleet =
                    job("run", "--regions=us-east-1,us-east-2,eu-west-1,eu-west-2", "--pages-per-commit=1");
            fleet.set(5, "--simulate=invocations=6000,days=2,seed=1");
            Process full = program().start(fleet);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !parts(volume).isEmpty() || !full.isAlive());
            Path filler = volume.resolve("filler");
            assertThatThrownBy(() -> fill(filler)).hasMessage("No space left on device");
            assertThat(full.waitFor()).isEqualTo(3);
            List<String> told = program().told();
            assertThat(told)
                    .filteredOn(line -> line.contains(" is full: "))
                    .singleElement()
                    .asString()
                    .contains("volume " + volume.toRealPath() + " (tmpfs) is full: ")
                    .contains(" MiB are needed to go on; make room there and run the same command again");
            Files.delete(filler);
            assertThat(nextRun(fleet)).isZero();
            assertThat(parts(volume)).isEmpty();
        } finally {
            mounted("umount", "-l", volume.toString());
        }
    }

    private static boolean mounted(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static List<Path> parts(Path volume) throws IOException {
        try (Stream<Path> files = Files.walk(volume)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        } catch (UncheckedIOException movedMeanwhile) {
            return List.of();
        }
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (byte[] block = new byte[1 << 16]; ; ) {
                out.write(block);
            }
        }
    }

    /** Its own simulator dies of it too, for whose answer the run would wait; what waits may do so for five seconds. */
    @Test
    void tooLittleMemoryEndsTheRunSoonAndWithALine() throws Exception {
        ExportProcess small = program().jvm("-Xmx10m");
        Process run = small.start(job("run"));
        assertThat(run.waitFor(25, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(run.exitValue()).isEqualTo(1);
        // Java may say a line of its own after it, of another thread that had no memory for its last words.
        assertThat(small.told()).anyMatch(line -> line.startsWith("ssm-export: out of memory ("));
    }

    @ParameterizedTest
    @CsvSource({
        "plan, 1, ssm-export: standard output can't be written: No space left on device",
        "--help, 1, ssm-export: standard output can't be written: No space left on device",
        "list-command-invocations help, 255, Standard output can't be written: No space left on device"
    })
    void anOutputThatCantBeWrittenIsNoSuccess(String command, int code, String told) throws Exception {
        ExportProcess full = program().after("exec >/dev/full");
        List<String> arguments = command.equals("plan") ? job(command) : List.of(command.split(" "));
        assertThat(full.run(arguments)).isEqualTo(code);
        assertThat(full.told()).last().isEqualTo(told);
    }
}
