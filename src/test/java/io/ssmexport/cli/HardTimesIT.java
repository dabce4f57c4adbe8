package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        assertThat(program().run(job("run"))).isZero();
    }

    @Test
    void tooLittleMemoryEndsTheRunWithALine() throws Exception {
        ExportProcess small = program().jvm("-Xmx10m");
        assertThat(small.run(job("run"))).isEqualTo(1);
        assertThat(small.told()).last().asString().startsWith("ssm-export: out of memory (");
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
