package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Prometheus's own judge of rules, for hosts where it is installed. */
final class Promtool {

    private static final Path PROGRAM = Path.of("/usr/bin/promtool");

    private Promtool() {}

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Whether an expression has a value at a time, when these were scraped; its tests' own clock stands at zero. */
    static void says(boolean hasValue, String expression, Map<String, String> scraped, Instant at, Path directory)
            throws Exception {
        String series = scraped.entrySet().stream()
                .filter(metric -> metric.getKey().endsWith("{name=\"nightly\"}"))
                .map(metric -> "      - series: '" + metric.getKey() + "'\n        values: '"
                        + since(at, metric.getKey(), metric.getValue()) + "'\n")
                .collect(Collectors.joining());
        String scrapedSeries = series.isEmpty() ? " []" : "\n" + series.stripTrailing();
        Path test = Files.writeString(
                directory.resolve("promtool.yml"), """
                tests:
                  - interval: 1m
                    input_series:%s
                    promql_expr_test:
                      - expr: 'clamp_max(count(%s), 1) or vector(0)'
                        eval_time: 0m
                        exp_samples: [{labels: '{}', value: %s}]
                """.formatted(scrapedSeries, expression, hasValue ? "1" : "0"));
        Path said = directory.resolve("promtool.txt");
        int code = new ProcessBuilder(PROGRAM.toString(), "test", "rules", test.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(code)
                .as("%s%n%s", Files.readString(test), Files.readString(said))
                .isZero();
    }

    private static String since(Instant at, String metric, String value) {
        BigDecimal number = new BigDecimal(value);
        return (metric.contains("_timestamp_seconds{")
                        ? number.subtract(BigDecimal.valueOf(at.getEpochSecond()))
                        : number)
                .toPlainString();
    }
}
