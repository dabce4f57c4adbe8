package io.ssmexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the operator's guide gives to systemd and Prometheus. */
class OperatorGuideTest {

    private static final Path GUIDE = Path.of("src/docs/operator.md");
    private static final Path METRICS = Path.of("src/main/java/io/ssmexport/report/RunMetrics.java");

    @TempDir
    Path directory;

    @Test
    void systemdTakesTheUnitsWithoutAWord() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "systemd-analyze isn't installed on this host");
        List<String> verifying = new ArrayList<>(List.of("systemd-analyze", "verify"));
        for (String name : List.of(
                "ssm-export@.service", "ssm-export@.timer", "ssm-export-alarm@.service", "ssm-export-alarm@.timer")) {
            verifying.add(instance(unit(name)));
        }
        Process verify = new ProcessBuilder(verifying)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertThat(verify.waitFor()).isZero();
        assertThat(Files.readAllLines(directory.resolve("said")))
                .filteredOn(line -> line.contains("ssm-export"))
                .isEmpty();
    }

    /** Of a program that is there: systemd looks for it. */
    private Path unit(String name) throws IOException {
        String text = only("(?s)# /etc/systemd/system/" + Pattern.quote(name) + "\n(.*?)(?=\n# |\n```)");
        return Files.writeString(
                directory.resolve(name), text.replace("/opt/ssm-export/bin/ssm-export", "/bin/true") + "\n");
    }

    private static String instance(Path unit) {
        return unit.toString().replace("@.", "@nightly.");
    }

    @Test
    void eachAlertIsOnAMetricThatARunWrites() throws Exception {
        String metrics = Files.readString(METRICS);
        List<?> alerts = (List<?>)
                new Load(LoadSettings.builder().build()).loadFromString(only("(?s)```yaml\n(- alert: .*?)```"));
        assertThat(alerts)
                .hasSizeGreaterThan(1)
                .allSatisfy(alert -> assertThat(Pattern.compile("ssm_export_([a-z_]+)")
                                .matcher(String.valueOf(((Map<?, ?>) alert).get("expr")))
                                .results()
                                .map(metric -> metric.group(1).replaceFirst("_timestamp_seconds$|_seconds$", ""))
                                .toList())
                        .isNotEmpty()
                        .allMatch(metric -> metrics.contains('"' + metric.replace('_', '.'))));
    }

    private static String only(String pattern) throws IOException {
        List<String> found = Pattern.compile(pattern)
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(found).as(pattern).hasSize(1);
        return found.get(0);
    }
}
