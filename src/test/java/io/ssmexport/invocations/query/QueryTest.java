package io.ssmexport.invocations.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.value.PythonJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions and what jmespath.py, the AWS CLI's library, made of them; half of them were written by a random generator. */
class QueryTest {

    private static final Path RESOURCES =
            Path.of("src", "test", "resources", "io", "ssmexport", "invocations", "query");

    private static final String NO_EXPRESSION = "no expression";

    private static final String ERROR = "error: ";

    /** Prints, for each line of its input, what the file of recordings has for it. */
    private static final String WITNESS = """
            import json, jmespath, sys, warnings
            warnings.simplefilter('ignore')
            document = json.load(open(sys.argv[1], encoding='utf-8'))
            for line in open(sys.argv[2], encoding='utf-8'):
                expression = line.rstrip('\\n').split('\\t')[0]
                try:
                    said = json.dumps(jmespath.search(expression, document), separators=(',', ':'))
                except jmespath.exceptions.ArityError as e:
                    said = 'error: ' + str(e)
                except (jmespath.exceptions.ParseError, jmespath.exceptions.EmptyExpressionError):
                    said = 'no expression'
                except Exception as e:
                    said = 'error: ' + str(e)
                sys.stdout.buffer.write((expression + '\\t' + said + '\\n').encode())
            """;

    @ParameterizedTest
    @MethodSource("recorded")
    void anExpressionGivesWhatJmespathPyGives(String expression, String recorded) throws IOException {
        assertThat(result(expression)).isEqualTo(recorded);
    }

    static Stream<String[]> recorded() throws IOException {
        return recordings().map(line -> line.split("\t", -1));
    }

    private static Stream<String> recordings() throws IOException {
        return Files.readAllLines(RESOURCES.resolve("recorded.tsv"), UTF_8).stream();
    }

    private static String result(String expression) throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(RESOURCES.resolve("document.json").toFile());
        try {
            return PythonJson.compact(Query.parse(expression).search(document));
        } catch (CommandFailure e) {
            return e.exitCode() == ExitCode.USAGE ? NO_EXPRESSION : ERROR + e.getMessage();
        }
    }

    @Test
    void theRecordingsAreWhatJmespathPySays() throws Exception {
        assumeTrue(isThere("import jmespath"), "python3 with jmespath isn't installed");
        Path recorded = RESOURCES.resolve("recorded.tsv");
        List<String> command = List.of(
                "python3", "-c", WITNESS, RESOURCES.resolve("document.json").toString(), recorded.toString());
        Process witness = new ProcessBuilder(command).start();
        String said = new String(witness.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).isEqualTo(Files.readString(recorded, UTF_8));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", program).start().waitFor() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }
}
