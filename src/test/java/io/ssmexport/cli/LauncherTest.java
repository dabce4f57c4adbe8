package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher makes of a host: a shell script in the place of Java prints how it was started. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            printf '%s\\n' "LC_ALL=$LC_ALL" "$@"
            ls /proc/self/fd/9 2>/dev/null
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new TreeMap<>();
    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = install("ssm-export");
        java("17.0.15");
    }

    @ParameterizedTest
    @CsvSource({"C,,", ",,", "POSIX,,", ",C,", ",,C", ",,de_DE.UTF-8", ",,xx_XX.utf8", "xx_XX,,", ",xx_XX@euro,"})
    void javaReadsArgumentsAndPathsAsUtf8(String all, String type, String lang) throws Exception {
        set("LC_ALL", all);
        set("LC_CTYPE", type);
        set("LANG", lang);
        assertThat(start("run")).contains("LC_ALL=C.UTF-8", "-Dsun.jnu.encoding=UTF-8");
    }

    @Test
    void homeAndTheDirectoryForTemporaryFilesAreThoseOfTheEnvironment() throws Exception {
        set("HOME", directory + "/a home");
        set("TMPDIR", directory.toString());
        assertThat(start("run")).contains("-Duser.home=" + directory + "/a home", "-Djava.io.tmpdir=" + directory);
    }

    @ParameterizedTest
    @CsvSource({"HOME, relative, -Duser.home", "HOME,, -Duser.home", "TMPDIR, /nowhere, -Djava.io.tmpdir"})
    void whatNamesNoDirectoryIsLeftToJava(String variable, String value, String option) throws Exception {
        set(variable, value);
        assertThat(start("run")).noneMatch(argument -> argument.startsWith(option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a b", "a;b", "a*b", "ä", "$(x)", "a%20b", "-e"})
    void theProgramMayLieAnywhere(String name) throws Exception {
        assumeThat(!name.equals("ä") || System.getProperty("sun.jnu.encoding").equals("UTF-8"))
                .as("tests run where a path may have an umlaut")
                .isTrue();
        home = install(name);
        List<String> arguments = start("run");
        assertThat(arguments.get(arguments.indexOf("-cp") + 1))
                .isEqualTo("/proc/self/fd/9/a.jar:/proc/self/fd/9/b.jar");
        assertThat(arguments).endsWith("io.ssmexport.cli.Main", "run", "a.jar", "b.jar");
    }

    @Test
    void linksToTheProgramAreFollowed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), home.resolve("bin/ssm-export"));
        assertThat(start(link)).endsWith("io.ssmexport.cli.Main", "a.jar", "b.jar");
        Path bin = Files.createSymbolicLink(directory.resolve("bin"), home.resolve("bin"));
        assertThat(start(bin.resolve("ssm-export"))).endsWith("io.ssmexport.cli.Main", "a.jar", "b.jar");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392", "11.0.30", "16"})
    void aJavaThatIsTooOldIsNamed(String version) throws Exception {
        java(version);
        assertThat(start("run"))
                .containsExactly("ssm-export: Java must be 17 or newer but '" + directory + "/java/bin/java' is '"
                        + version + "'; set JAVA_HOME to another");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        set("JAVA_HOME", "/nowhere");
        assertThat(start("run"))
                .containsExactly("ssm-export: JAVA_HOME must be a Java, 17 or newer, but '/nowhere/bin/java' can't be"
                        + " run; set it to another, or unset it");
    }

    @Test
    void noJavaAtAllIsSaid() throws Exception {
        environment.remove("JAVA_HOME");
        set("PATH", "/nowhere");
        assertThat(start("run"))
                .containsExactly("ssm-export: there is no java; install Java 17 or newer, or set JAVA_HOME");
    }

    @ParameterizedTest
    @CsvSource({"40, false", "127, false", "128, true", "4096, true"})
    void aLimitOfOpenFilesBelowWhatTheLibrariesTakeIsSaid(int files, boolean enough) throws Exception {
        Path limited = Files.writeString(
                directory.resolve("limited"),
                "ulimit -n " + files + "; exec " + home.resolve("bin/ssm-export") + " run");
        String said = "ssm-export: a process must be allowed at least 128 open files but is allowed " + files
                + " (ulimit -n); raise that";
        assertThat(start(limited).contains(said)).isNotEqualTo(enough);
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15,",
        "21.0.4,",
        "24, --sun-misc-unsafe-memory-access=allow",
        "25.0.3, --sun-misc-unsafe-memory-access=allow"
    })
    void whatANewJavaWarnsOfIsAllowed(String version, String option) throws Exception {
        java(version);
        assertThat(start("run"))
                .contains("--enable-native-access=ALL-UNNAMED")
                .filteredOn(argument -> argument.startsWith("--sun-misc"))
                .isEqualTo(option == null ? List.of() : List.of(option));
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15, run, ssm-export-17.0.15.jsa",
        "17.0.15, list-command-invocations, ssm-export-17.0.15-list.jsa",
        "17.0.2, run,",
        "25.0.3, run, ssm-export-25.0.3-run.jsa",
        "25.0.3, list-command-invocations, ssm-export-25.0.3-list.jsa",
        "25.0.3, status,"
    })
    void everyJavaStartsFromAnArchiveOfItsOwn(String version, String command, String archive) throws Exception {
        Files.createFile(home.resolve("lib/ssm-export-17.0.15.jsa"));
        Files.createFile(home.resolve("lib/ssm-export-17.0.15-list.jsa"));
        java(version);
        assertThat(start(command))
                .filteredOn(argument -> argument.startsWith("-XX:SharedArchiveFile="))
                .isEqualTo(archive == null ? List.of() : List.of("-XX:SharedArchiveFile=/proc/self/fd/9/" + archive));
    }

    @ParameterizedTest
    @CsvSource({
        "list-command-invocations, false",
        "--region eu-west-1 list-command-invocations, false",
        "run list-command-invocations, true",
        "--help list-command-invocations, true",
        "status, true"
    })
    void aListGetsTheLibrariesThatItNeeds(String line, boolean all) throws Exception {
        Files.createFile(home.resolve("lib/spring-core-7.0.1.jar"));
        List<String> arguments = start(home.resolve("bin/ssm-export"), line.split(" "));
        assertThat(arguments.get(arguments.indexOf("-cp") + 1))
                .startsWith("/proc/self/fd/9/a.jar:/proc/self/fd/9/b.jar")
                .satisfies(path ->
                        assertThat(path.endsWith("spring-core-7.0.1.jar")).isEqualTo(all));
    }

    @ParameterizedTest
    @CsvSource({
        "list-command-invocations --details, -Xmn4m",
        "list-command-invocations --query a --output text, -Xmn4m",
        "list-command-invocations --query a --output=text, -Xmn4m",
        "list-command-invocations --query a, -Xmn8m",
        "list-command-invocations --query=a, -Xmn8m",
        "list-command-invocations --output table, -Xmn8m",
        "run, -XX:NewRatio=1"
    })
    void aListThatIsPrintedPageByPageGetsLittleRoom(String line, String option) throws Exception {
        assertThat(start(home.resolve("bin/ssm-export"), line.split(" "))).contains(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void aCollectorOfTheUsersTakesThePlaceOfOurs(String variable) throws Exception {
        set(variable, "-XX:+UseG1GC");
        assertThat(start("run")).doesNotContain("-XX:+UseSerialGC");
    }

    private Path install(String name) throws IOException {
        Path installed = directory.resolve(name);
        Files.createDirectories(installed.resolve("bin"));
        Files.createDirectories(installed.resolve("lib"));
        Files.createFile(installed.resolve("lib/b.jar"));
        Files.createFile(installed.resolve("lib/a.jar"));
        Files.copy(Path.of("src/main/launcher/ssm-export"), installed.resolve("bin/ssm-export"));
        executable(installed.resolve("bin/ssm-export"));
        return installed;
    }

    private void java(String version) throws IOException {
        Path java = directory.resolve("java");
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("bin/java"), JAVA);
        executable(java.resolve("bin/java"));
        Files.writeString(
                java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x\"\n");
        set("JAVA_HOME", java.toString());
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void set(String variable, String value) {
        environment.put(variable, value == null ? "" : value);
    }

    private List<String> start(String command) throws Exception {
        return start(home.resolve("bin/ssm-export"), command);
    }

    private List<String> start(Path program, String... arguments) throws Exception {
        ProcessBuilder process = new ProcessBuilder("/bin/sh", program.toString()).redirectErrorStream(true);
        process.command().addAll(List.of(arguments));
        process.environment().clear();
        process.environment().put("PATH", System.getenv("PATH"));
        process.environment().putAll(environment);
        Process started = process.start();
        String printed = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        started.waitFor();
        return printed.lines().toList();
    }
}
