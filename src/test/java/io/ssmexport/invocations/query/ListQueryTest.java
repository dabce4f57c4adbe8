package io.ssmexport.invocations.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.smithy.jmespath.JmespathExpression;

/** A list that is queried page by page gives what it gives as a whole. */
class ListQueryTest {

    private static final Path RESOURCES =
            Path.of("src", "test", "resources", "io", "ssmexport", "invocations", "query");

    private static final String LIST = "CommandInvocations";

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void pagesOfOneElementGiveWhatTheRecordingsHaveOfTheWholeList() throws IOException {
        ObjectNode document =
                (ObjectNode) mapper.readTree(RESOURCES.resolve("document.json").toFile());
        for (String line : Files.readAllLines(RESOURCES.resolve("recorded.tsv"), UTF_8)) {
            String[] recorded = line.split("\t", -1);
            assertThat(said(recorded[0], document, "a")).as(recorded[0]).isEqualTo(recorded[1]);
        }
    }

    private static String said(String expression, ObjectNode document, String list) throws IOException {
        try {
            return PythonJson.compact(byElement(Query.parse(expression).overList(list), document, list));
        } catch (CommandFailure e) {
            return e.exitCode() == ExitCode.USAGE ? "no expression" : "error: " + e.getMessage();
        }
    }

    private static JsonNode byElement(ListQuery query, ObjectNode document, String list) {
        for (JsonNode element : document.path(list)) {
            ObjectNode page = document.objectNode();
            page.putArray(list).add(element);
            query.add(query.ofPage(page));
        }
        return query.result(document.deepCopy().without(list));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            CommandInvocations[?Status=='Failed'].InstanceId        | 1 | false
            CommandInvocations[].CommandPlugins[].Name              | 1 | false
                        length(CommandInvocations[?Status=='Failed'])           | 1 | false
            {a: CommandInvocations[*].Status, b: NextToken}         | 1 | false
            sort_by(CommandInvocations, &InstanceId)[0]             | 1 | false
            CommandInvocations[:2].Status                           | 1 | false
            CommandInvocations[].{a: Status}[0]                     | 1 | false
            [CommandInvocations[*].Status, CommandInvocations[0]]   | 2 | false
            NextToken                                               | 0 | false
            @                                                       | 1 | true
            *                                                       | 1 | true
            """)
    void whatGoesThroughTheElementsIsEvaluatedAtEachPage(String expression, int parts, boolean isAll) {
        PagedParts found = PagedParts.of(JmespathExpression.parse(expression), LIST);
        assertThat(found.expressions()).hasSize(parts);
        assertThat(found.isAll()).isEqualTo(isAll);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            CommandInvocations[].Status | null
            CommandInvocations          | null
            @                           | {"NextToken":"t"}
            """)
    void aListThatNoPageHasIsNothing(String expression, String expected) throws IOException {
        ListQuery query = Query.parse(expression).overList(LIST);
        query.add(query.ofPage(mapper.createObjectNode()));
        assertThat(query.result(mapper.createObjectNode().put("NextToken", "t")))
                .hasToString(expected);
    }
}
