package io.ssmexport.invocations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.invocations.failure.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The compliance suite of JMESPath ({@code jmespath/jmespath.test}), which another library for Java brings along. */
class ComplianceTest {

    private static final List<String> SUITES = List.of(
            "basic",
            "boolean",
            "current",
            "escape",
            "filters",
            "functions",
            "identifiers",
            "indices",
            "literal",
            "multiselect",
            "pipe",
            "slice",
            "syntax",
            "unicode",
            "wildcard");

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("results")
    void anExpressionGivesWhatItMust(String suite, String expression, JsonNode given, JsonNode result) {
        assertThat(PythonOrder.isSame(Query.parse(expression).search(given), result))
                .as(() -> Query.parse(expression).search(given) + " must be " + result)
                .isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("errors")
    void anExpressionFailsThatMust(String suite, String expression, JsonNode given) {
        assertThatThrownBy(() -> Query.parse(expression).search(given)).isInstanceOf(CommandFailure.class);
    }

    static List<Arguments> results() throws IOException {
        return cases("result");
    }

    static List<Arguments> errors() throws IOException {
        return cases("error");
    }

    private static List<Arguments> cases(String kind) throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String suite : SUITES) {
            for (JsonNode group : read(suite)) {
                for (JsonNode one : group.get("cases")) {
                    if (one.has(kind)) {
                        String expression = one.get("expression").textValue();
                        cases.add(
                                kind.equals("error")
                                        ? Arguments.of(suite, expression, group.get("given"))
                                        : Arguments.of(suite, expression, group.get("given"), one.get(kind)));
                    }
                }
            }
        }
        return cases;
    }

    private static JsonNode read(String suite) throws IOException {
        try (InputStream tests = Objects.requireNonNull(
                ComplianceTest.class.getResourceAsStream("/jmespath.test/tests/" + suite + ".json"))) {
            return new ObjectMapper().readTree(tests);
        }
    }
}
