package io.ssmexport.cli;

import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The alerts of the guide, for the metrics of one job. Their expressions are numbers, {@code time()}, metrics, {@code absent},
 * comparisons and {@code or}; that much of Prometheus's language is SQL, where a metric that isn't there is null. Where
 * Prometheus's own judge of rules is installed, it must say the same.
 */
record Alerts(Map<String, String> expressions) {

    private static final Pattern METRIC = Pattern.compile("ssm_export_[a-z_]+(?:\\{name=\"nightly\"\\})?");

    static Alerts ofTheGuide() throws Exception {
        Map<String, String> expressions = new HashMap<>();
        String guide = Files.readString(Path.of("src/docs/operator.md"));
        int start = guide.indexOf("```yaml\n- alert: ") + "```yaml\n".length();
        Object alerts = new Load(LoadSettings.builder().build())
                .loadFromString(guide.substring(start, guide.indexOf("```", start)));
        for (Object alert : (List<?>) alerts) {
            Map<?, ?> members = (Map<?, ?>) alert;
            expressions.put(String.valueOf(members.get("alert")), String.valueOf(members.get("expr")));
        }
        return new Alerts(expressions);
    }

    /** Names of those that fire some time from now, if nothing happens until then. */
    List<String> firing(Path metrics, Duration later) throws Exception {
        Map<String, String> values = new HashMap<>();
        if (Files.exists(metrics)) {
            for (String line : Files.readAllLines(metrics)) {
                String[] metricAndValue = line.split(" ", 2);
                values.put(metricAndValue[0], metricAndValue[1]);
            }
        }
        List<String> firing = new ArrayList<>();
        Instant at = Clock.systemUTC().instant().plus(later);
        for (Map.Entry<String, String> alert : expressions.entrySet()) {
            boolean fires = isTrue(sql(alert.getValue(), values, at));
            if (Promtool.isInstalled()) {
                Promtool.says(fires, alert.getValue(), values, at, Objects.requireNonNull(metrics.getParent()));
            }
            if (fires) {
                firing.add(alert.getKey());
            }
        }
        firing.sort(String::compareTo);
        return firing;
    }

    private static String sql(String expression, Map<String, String> values, Instant at) {
        return METRIC.matcher(expression)
                .replaceAll((MatchResult metric) -> values.getOrDefault(withName(metric.group()), "null"))
                .replace("time()", String.valueOf(at.getEpochSecond()))
                .replaceAll("absent\\(([^)]*)\\)", "($1 is null)")
                .replace("==", "=");
    }

    private static String withName(String metric) {
        return metric.endsWith("}") ? metric : metric + "{name=\"nightly\"}";
    }

    private static boolean isTrue(String condition) throws SQLException {
        return "true"
                .equals(DuckDb.query("select coalesce(" + condition + ", false)")
                        .get(0)
                        .get(0));
    }
}
