package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the crontab that the guide recommends, through nights as they come. */
class NightsIT {

    private static final Path PROGRAM =
            Path.of("target", "ssm-export", "bin", "ssm-export").toAbsolutePath();

    @TempDir
    private Path host;

    private final Faults faults = Faults.none();
    private Simulator simulator;
    private Map<String, String> environment;

    @BeforeEach
    void install() throws Exception {
        simulator = Simulator.start(new Simulation(300, 3, 5), Clock.systemUTC(), 0, faults);
        environment = Map.of(
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_ENDPOINT_URL", simulator.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "simulator",
                "AWS_SECRET_ACCESS_KEY", "simulator");
        Path bin = Files.createDirectories(host.resolve("bin"));
        script(bin.resolve("ssm-export"), "exec " + PROGRAM + " \"$@\"");
        script(bin.resolve("mail"), "cat >>" + host.resolve("mails"));
        Files.createDirectories(host.resolve("etc/ssm-export"));
        Files.createDirectories(host.resolve("var/log"));
        Files.writeString(
                host.resolve("etc/ssm-export/nightly.yaml"),
                "into: parquet:" + host.resolve("archive") + "\nregions: [us-east-1, eu-west-1]\nsince: 2d\n");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theCrontabMailsWhenANightFailedWasMissedOrLostItsCredentials() throws Exception {
        assertThat(mailed("status")).contains("nothing has ever been exported");
        assertThat(night()).isEmpty();

        faults.deny("eu-west-1");
        assertThat(night()).contains("last run failed 0 min ago: ", "eu-west-1", "AccessDenied");

        faults.allow("eu-west-1");
        assertThat(night()).isEmpty();

        missANight();
        assertThat(mailed("status")).contains("late: ").doesNotContain("last run failed");

        environment = Map.of("AWS_EC2_METADATA_DISABLED", "true");
        assertThat(night()).contains("last run failed 0 min ago: ", "redentials");
    }

    /** What is mailed of a run and the look at it the next morning. */
    private String night() throws Exception {
        return mailed("run") + mailed("status");
    }

    private String mailed(String command) throws Exception {
        Path mails = host.resolve("mails");
        Files.deleteIfExists(mails);
        ProcessBuilder cron = new ProcessBuilder("sh", "-c", line(command)).directory(host.toFile());
        cron.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("XDG_"));
        cron.environment().putAll(environment);
        cron.environment().put("HOME", host.toString());
        cron.environment().put("JAVA_HOME", System.getProperty("java.home"));
        cron.environment().put("JAVA_OPTS", "-Xmx128m -Duser.home=" + host);
        cron.environment().merge("PATH", host.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        cron.redirectErrorStream(true)
                .redirectOutput(host.resolve("cron").toFile())
                .start()
                .waitFor();
        return Files.exists(mails) ? Files.readString(mails) : "";
    }

    /** Without its five fields of time, and with this host's paths. */
    private String line(String command) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("src/docs/operator.md")).stream()
                .filter(line -> line.matches("[0-9]+ [0-9]+ \\* \\* \\* .*ssm-export " + command + " .*"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(Files.readAllLines(Path.of("README.md"))).containsAll(lines);
        return lines.get(0).replaceFirst("([^ ]+ ){5}", "").replaceAll("/(etc|var)/", host + "/$1/");
    }

    /** As if all that was done had been done two days earlier. */
    private void missANight() throws Exception {
        Path known = host.resolve(".local/state/ssm-export/nightly/archive.jsonl");
        String earlier = Instant.now().minus(Duration.ofDays(2)).toString();
        Files.writeString(known, Files.readString(known).replaceAll("(\"lastSuccess\":\")[^\"]+", "$1" + earlier));
    }

    private static void script(Path file, String command) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
