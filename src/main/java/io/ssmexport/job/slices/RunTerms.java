package io.ssmexport.job.slices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * In what the options of a run and of its workers must not differ, each by the option's name; without secrets. A run saves its
 * own with each job execution.
 */
public record RunTerms(Map<String, String> values) {

    private static final String KEY = "run.terms";

    private static final ObjectMapper JSON = new ObjectMapper();

    void save(ExecutionContext context) {
        try {
            context.putString(KEY, JSON.writeValueAsString(new TreeMap<>(values)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static RunTerms of(ExecutionContext context) {
        try {
            return new RunTerms(
                    JSON.readValue(context.getString(KEY, "{}"), new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks those of a worker.
     *
     * @throws Failure of kind USAGE that names each difference
     */
    public void requireSame(RunTerms ofWorker) {
        List<Problem> differences = values.entrySet().stream()
                .filter(ours -> !Objects.equals(ours.getValue(), ofWorker.values.get(ours.getKey())))
                .map(ours -> Problem.at(
                                ours.getKey(),
                                "is '" + ours.getValue() + "' for the run that hands out slices but '"
                                        + ofWorker.values.get(ours.getKey()) + "' for this worker")
                        .withRemedy("give both the same job file"))
                .toList();
        if (!differences.isEmpty()) {
            throw new Failure(Failure.Kind.USAGE, differences);
        }
    }
}
