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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the crontab, the units and the alerts that the guide recommends, through nights as they come. */
class NightsIT {

    private static final Path PROGRAM =
            Path.of("target", "ssm-export", "bin", "ssm-export").toAbsolutePath();

    private static final Path GUIDE = Path.of("src/docs/operator.md");

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

        missANight(".local/state/ssm-export");
        assertThat(mailed("status")).contains("late: ").doesNotContain("last run failed");

        environment = Map.of("AWS_EC2_METADATA_DISABLED", "true");
        assertThat(night()).contains("last run failed 0 min ago: ", "redentials");
    }

    @Test
    void theUnitsMailWhenANightFailedWasMissedOrLostItsCredentials() throws Exception {
        assertThat(started("ssm-export-alarm@.service")).contains("nothing has ever been exported");
        assertThat(started("ssm-export@.service")).isEmpty();
        assertThat(started("ssm-export-alarm@.service")).isEmpty();

        faults.deny("eu-west-1");
        assertThat(started("ssm-export@.service")).contains("last run failed 0 min ago: ", "eu-west-1", "AccessDenied");

        faults.allow("eu-west-1");
        assertThat(started("ssm-export@.service")).isEmpty();

        missANight("var/lib/ssm-export");
        assertThat(started("ssm-export-alarm@.service")).contains("late: ").doesNotContain("last run failed");

        environment = Map.of("AWS_EC2_METADATA_DISABLED", "true");
        assertThat(started("ssm-export@.service")).contains("last run failed 0 min ago: ", "redentials");
    }

    @Test
    void theAlertsFireWhenANightFailedWasMissedOrLostItsCredentials() throws Exception {
        Alerts alerts = Alerts.ofTheGuide();
        Path metrics = host.resolve("var/lib/node_exporter/textfile/ssm-export.prom");
        Files.createDirectories(metrics.getParent());
        assertThat(alerts.firing(metrics, Duration.ZERO)).containsExactly("ExportNeverRan");
        report();
        assertThat(alerts.firing(metrics, Duration.ofHours(25))).isEmpty();
        assertThat(alerts.firing(metrics, Duration.ofHours(27))).containsExactly("ExportIsLate");

        faults.deny("eu-west-1");
        report();
        assertThat(alerts.firing(metrics, Duration.ZERO)).containsExactly("ExportIsLate");
        assertThat(alerts.firing(metrics, Duration.ofDays(26))).containsExactly("ExportIsLate", "HistoryWillBeLost");

        faults.allow("eu-west-1");
        report();
        assertThat(alerts.firing(metrics, Duration.ZERO)).isEmpty();

        environment = Map.of("AWS_EC2_METADATA_DISABLED", "true");
        report();
        assertThat(alerts.firing(metrics, Duration.ZERO)).containsExactly("ExportIsLate");
    }

    /** The guide's line with report and metrics. */
    private void report() throws Exception {
        Files.createDirectories(host.resolve("var/lib/ssm-export"));
        String line = Files.readAllLines(GUIDE).stream()
                .filter(text -> text.startsWith("ssm-export run ") && text.contains(" --metrics "))
                .findFirst()
                .orElseThrow();
        sh(onThisHost(line.replace(" nightly.yaml", " /etc/ssm-export/nightly.yaml")));
    }

    /** What is mailed when systemd starts a unit: it runs its command and, if that fails, the unit that is there for it. */
    private String started(String unit) throws Exception {
        Files.deleteIfExists(host.resolve("mails"));
        Files.createDirectories(host.resolve("var/lib/ssm-export"));
        String text = unit(unit);
        int code = sh(onThisHost(setting(text, "ExecStart").orElseThrow()));
        boolean isFailed = code != 0 && !setting(text, "SuccessExitStatus").equals(Optional.of(String.valueOf(code)));
        Optional<String> onFailure = setting(text, "OnFailure");
        if (isFailed && onFailure.isPresent()) {
            String alarm = onFailure.get().replace("@nightly.", "@.");
            sh(onThisHost(setting(unit(alarm), "ExecStart").orElseThrow()));
        }
        return mails();
    }

    /** With what systemd puts in its place for the instance nightly. */
    private static String unit(String name) throws Exception {
        String guide = Files.readString(GUIDE);
        int start = guide.indexOf("# /etc/systemd/system/" + name + "\n");
        assertThat(start).as(name).isPositive();
        String rest = guide.substring(start + 1);
        return rest.substring(0, Math.min(end(rest, "\n# "), end(rest, "\n```")))
                .replace("%i", "nightly")
                .replace("$$", "$");
    }

    private static int end(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text.length() : at;
    }

    private static Optional<String> setting(String unit, String name) {
        return unit.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    /** What is mailed of a run and the look at it the next morning. */
    private String night() throws Exception {
        return mailed("run") + mailed("status");
    }

    private String mailed(String command) throws Exception {
        Files.deleteIfExists(host.resolve("mails"));
        sh(line(command));
        return mails();
    }

    private String mails() throws Exception {
        Path mails = host.resolve("mails");
        return Files.exists(mails) ? Files.readString(mails) : "";
    }

    private int sh(String command) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(host.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("XDG_"));
        shell.environment().putAll(environment);
        shell.environment().put("HOME", host.toString());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("JAVA_OPTS", "-Xmx128m -Duser.home=" + host);
        shell.environment().merge("PATH", host.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return shell.redirectErrorStream(true)
                .redirectOutput(host.resolve("cron").toFile())
                .start()
                .waitFor();
    }

    /** Without its five fields of time, and with this host's paths. */
    private String line(String command) throws Exception {
        List<String> lines = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.matches("[0-9]+ [0-9]+ \\* \\* \\* .*ssm-export " + command + " .*"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(Files.readAllLines(Path.of("README.md"))).containsAll(lines);
        return onThisHost(lines.get(0).replaceFirst("([^ ]+ ){5}", ""));
    }

    private String onThisHost(String command) {
        return command.replace("/opt/ssm-export/bin/", "").replaceAll("/(etc|var)/", host + "/$1/");
    }

    /** As if all that was done had been done two days earlier. */
    private void missANight(String states) throws Exception {
        Path known = host.resolve(states).resolve("nightly/archive.jsonl");
        String earlier = Instant.now().minus(Duration.ofDays(2)).toString();
        Files.writeString(known, Files.readString(known).replaceAll("(\"lastSuccess\":\")[^\"]+", "$1" + earlier));
    }

    private static void script(Path file, String command) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
