package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the program in ways that its own tests don't. */
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

    @Test
    void globalOptionsMayStandBeforeTheListAsInTheAwsCli() throws Exception {
        assertThat(skeleton("--region", "us-east-1", "--output=json", "--no-paginate", "list-command-invocations"))
                .isEqualTo(skeleton("list-command-invocations"))
                .contains("\"CommandId\"");
    }

    /** As {@code GROUP:ARTIFACT:VERSION}. */
    @Test
    void everyLibraryIsNamedWithItsLicence() throws Exception {
        Path distribution = Path.of("target", "ssm-export");
        String named = Files.readString(distribution.resolve("THIRD-PARTY.txt"));
        try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
            assertThat(jars.map(jar -> String.valueOf(jar.getFileName())))
                    .filteredOn(jar -> jar.endsWith(".jar") && !jar.startsWith("ssm-export-"))
                    .hasSizeGreaterThan(50)
                    .allSatisfy(jar -> assertThat(named)
                            .contains(":" + jar.replaceFirst("-([0-9][^-]*(-[0-9]+)?)\\.jar$", ":$1") + " "));
        }
        assertThat(distribution).isDirectoryContaining("glob:**/LICENSE").isDirectoryContaining("glob:**/NOTICE");
    }

    private String skeleton(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--generate-cli-skeleton");
        ExportProcess program = new ExportProcess(home);
        assertThat(program.run(all)).isZero();
        assertThat(program.told()).isEmpty();
        return program.printed();
    }
}
