package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the program with options of Java that contradict those that it is started with otherwise. */
class LauncherIT {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:TieredStopAtLevel=4",
                "-XX:-TieredCompilation",
                "-XX:CICompilerCount=3",
                "-Xint",
                "-XX:+UseParallelGC",
                "-XX:+UseG1GC"
            })
    void optionsInTheEnvironmentWin(String option) throws Exception {
        ExportProcess program = new ExportProcess(home).jvm(option);
        assertThat(program.run(List.of("--version"))).isZero();
        assertThat(program.printed()).startsWith("ssm-export ");
        assertThat(program.told()).isEmpty();
    }
}
