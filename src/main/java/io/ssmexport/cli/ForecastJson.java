package io.ssmexport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.failure.Problem;
import io.ssmexport.job.Forecast;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.slice.Source;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A forecast for programs. Names and units stay; members may be added. */
final class ForecastJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ForecastJson() {}

    static String of(ExportOptions options, Forecast forecast) {
        ObjectNode json = JSON.createObjectNode()
                .put("job", options.name())
                .put("into", options.into().toString())
                .put("now", forecast.now().toString())
                .put("clockAheadSeconds", seconds(forecast.clockAhead()))
                .put("pages", forecast.pages().likely())
                .put("pagesLeast", forecast.pages().least())
                .put("pagesMost", forecast.pages().most())
                .put("minutes", forecast.minutes(forecast.pages().likely()))
                .put("minutesLeast", forecast.minutes(forecast.pages().least()))
                .put("minutesMost", forecast.minutes(forecast.pages().most()))
                .put("covered", forecast.plan().covered())
                .put("expired", forecast.plan().expired().size())
                .put("destinationError", forecast.destination());
        ArrayNode sources = json.putArray("sources");
        forecast.sources().forEach(source -> sources.add(source(source, forecast)));
        ArrayNode slices = json.putArray("slices");
        forecast.slices()
                .forEach(slice -> slices.add(CoverageJson.slice(slice.toRead(), forecast.now())
                        .put("pages", slice.pages().likely())
                        .put("pagesLeast", slice.pages().least())
                        .put("pagesMost", slice.pages().most())
                        .put("pagesFrom", slice.basis().name().toLowerCase(Locale.ROOT))));
        return json.toPrettyString();
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.toMillis() / 1000.0;
    }

    private static ObjectNode source(Source source, Forecast forecast) {
        Optional<Problem> refused = Optional.ofNullable(forecast.refused().get(source));
        return JSON.createObjectNode()
                .put("account", source.account())
                .put("region", source.region())
                .put("error", refused.map(problem -> problem.anywhere().text()).orElse(null))
                .put("code", refused.map(Problem::code).orElse(null))
                .put("remedy", refused.map(Problem::remedy).orElse(null));
    }
}
