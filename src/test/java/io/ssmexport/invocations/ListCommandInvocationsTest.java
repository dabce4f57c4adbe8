package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.simulator.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What differs from the AWS CLI, and what can't be seen by printing one list with both. */
class ListCommandInvocationsTest {

    private static final List<String> SKELETON_OF_OUTPUT =
            List.of("--region", "us-east-1", "--generate-cli-skeleton", "output");

    private static final List<String> ALL_DETAILS = List.of("--details", "--page-size", "50");

    @Test
    void aLoneSurrogateBecomesAReplacementCharacter() throws IOException {
        Ended ended = Clients.ours(ALL_DETAILS);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("half a character: \ufffd").contains("\ud83d\ude80");
    }

    @ParameterizedTest
    @CsvSource({
        "list-command-invocations --details, --details",
        "--profile prod --debug list-command-invocations --details, --profile prod --debug --details",
        "--query=a list-command-invocations, --query=a",
        "--region list-command-invocations run,",
        "--details list-command-invocations, --details",
        "--prof p --d list-command-invocations --max-items 1, --prof p --d --max-items 1",
        "--c on list-command-invocations, --c on",
        "run list-command-invocations,",
        "--region,"
    })
    void itsArgumentsAreThoseAroundItsName(String all, @Nullable String own) {
        assertThat(ListCommandInvocations.arguments(List.of(all.split(" "))))
                .isEqualTo(Optional.ofNullable(own).map(words -> List.of(words.split(" "))));
    }

    /** An environment with keys and, unless it names some, without configuration files. */
    private static Map<String, String> withKeys(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_CONFIG_FILE", "/nowhere",
                "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
                "AWS_ACCESS_KEY_ID", "k",
                "AWS_SECRET_ACCESS_KEY", "s"));
        all.putAll(environment);
        return all;
    }

    /** What a line says that must end with this exit code. */
    private static String error(int exitCode, List<String> line, Map<String, String> environment) {
        StringWriter error = new StringWriter();
        assertThat(ListCommandInvocations.execute(
                        line, environment, OutputStream.nullOutputStream(), new PrintWriter(error), "test"))
                .isEqualTo(exitCode);
        return error.toString();
    }

    @Test
    void optionsOfVersionTwoThatChangeNothingAreTaken() throws IOException {
        List<String> one = List.of("--max-items", "1");
        List<String> withOptions = new ArrayList<>(one);
        withOptions.addAll(
                List.of("--cli-binary-format", "raw-in-base64-out", "--no-cli-auto-prompt", "--no-cli-pager"));

        assertThat(Clients.ours(withOptions)).isEqualTo(Clients.ours(one));
    }

    @Test
    void aHostThatIsNotThereIsToldAsOneThatDoesNotAnswer() {
        assertThat(error(
                        255,
                        List.of("--endpoint-url", "http://nowhere.invalid"),
                        withKeys(Map.of("AWS_DEFAULT_REGION", "us-east-1", "AWS_MAX_ATTEMPTS", "1"))))
                .contains("Could not connect to the endpoint URL: \"http://nowhere.invalid/\"");
    }

    @Test
    void yamlHoldsWhatJsonHolds() throws IOException {
        JsonNode json = new JsonMapper().readTree(Clients.ours(ALL_DETAILS).output());
        String yaml = Clients.ours(List.of("--details", "--output", "yaml")).output();
        Object loaded =
                new Load(LoadSettings.builder().setCodePointLimit(1 << 30).build()).loadFromString(readable(yaml));

        assertThat(new JsonMapper().<JsonNode>valueToTree(loaded)).isEqualTo(json);
    }

    /** The reader knows no {@code \\L} and {@code \\P}, though YAML 1.2 has them. */
    private static String readable(String yaml) {
        return yaml.replace("\\L", "\\u2028").replace("\\P", "\\u2029");
    }

    @Test
    void yamlQuotesWhatTheLibraryOfTheAwsCliTakesForSomethingElse() throws IOException {
        String yaml = Clients.ours(List.of(
                        "--max-items",
                        "1",
                        "--output",
                        "yaml",
                        "--query",
                        "`[\"NULL\", \"no\", \"1:30\"," + " \"2026-11-19\", \"1_0\", \"~\", \"text\", \"\\u2028\"]`"))
                .output();

        assertThat(yaml).isEqualTo("- 'NULL'\n- no\n- 1:30\n- '2026-11-19'\n- '1_0'\n- '~'\n- text\n- \"\\L\"\n");
    }

    @Test
    void aScalarInYamlIsThatOfJson() throws IOException {
        assertThat(Clients.ours(List.of("--max-items", "1", "--output", "yaml", "--query", "`\"x\"`"))
                        .output())
                .isEqualTo("\"x\"\n");
    }

    @Test
    void aThrottledListIsWhole() throws IOException {
        assertThat(Clients.ours(ALL_DETAILS, Faults.parse(List.of("throttle=3")))
                        .output())
                .isEqualTo(wholeList());
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws IOException {
        Ended ended = Clients.ours(ALL_DETAILS, Faults.parse(List.of("cut=3")));

        assertThat(ended.error()).isEmpty();
        assertThat(ended.output()).isEqualTo(wholeList());
    }

    @Test
    void shortAndEmptyPagesLoseNothing() throws IOException {
        assertThat(Clients.ours(ALL_DETAILS, Faults.parse(List.of("short-page=2", "empty-page=3")))
                        .output())
                .isEqualTo(wholeList());
    }

    @Test
    void aTokenThatComesTwiceEndsTheList() throws IOException {
        Ended ended = Clients.ours(List.of("--page-size", "5"), Faults.parse(List.of("repeat-token=2")));

        assertThat(ended.exitCode()).isEqualTo(255);
        assertThat(ended.error())
                .startsWith("Error during pagination: The same next token was received twice: {'NextToken': '");
    }

    @Test
    void aRefusalOfTheServiceIsToldAsTheAwsCliTellsIt() throws IOException {
        Ended ended = Clients.ours(List.of("--page-size", "5"), Faults.parse(List.of("deny=us-east-1")));

        assertThat(ended.exitCode()).isEqualTo(254);
        assertThat(ended.error())
                .startsWith(
                        "An error occurred (AccessDeniedException) when calling the ListCommandInvocations operation: ");
    }

    @Test
    void aListThatBreaksOffIsNotValidJson() throws IOException {
        Ended ended = Clients.ours(List.of("--page-size", "5"), Faults.parse(List.of("repeat-token=2")));

        assertThat(ended.output()).startsWith("{").doesNotEndWith("}\n");
    }

    @Test
    void withoutARegionNothingIsSent() {
        assertThat(withoutEnvironment("--max-items", "1"))
                .hasValue(
                        "You must specify a region. You can also configure your region by running \"aws configure\".");
    }

    @Test
    void anUnknownFormatOfTheEnvironmentIsNamed() {
        assertThat(error(255, List.of("--region", "us-east-1"), Map.of("AWS_DEFAULT_OUTPUT", "xml")))
                .isEqualTo("\nUnknown output type: xml\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sso_account_id = 1 | but the \"s\" sso_session configuration does not exist.",
                "[sso-session s]¶sso_region = us-east-1 | but is missing the following configuration: ['sso_start_url'].",
                "[sso-session s]¶a = 1 | but is missing the following configuration: ['sso_start_url', 'sso_region'].",
            })
    void aSessionThatAProfileNamesMustBeWhole(String rest, String said, @TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("config"), "[default]\nsso_session = s\n" + rest.replace('¶', '\n') + "\n");
        assertThat(error(255, SKELETON_OF_OUTPUT, withKeys(Map.of("AWS_CONFIG_FILE", config.toString()))))
                .isEqualTo("\nThe profile \"default\" is configured to use the SSO token provider " + said + "\n");
    }

    @Test
    void aSkeletonOfTheOutputComesBeforeItsFormat() {
        assertThat(error(252, SKELETON_OF_OUTPUT, withKeys(Map.of("AWS_DEFAULT_OUTPUT", "csv"))))
                .startsWith("\nParameter validation failed:\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"})
    void aDefaultProfileThatSomebodyNamesMustBeThere(String variable) {
        assertThat(error(255, SKELETON_OF_OUTPUT, withKeys(Map.of(variable, "default"))))
                .isEqualTo("\nThe config profile (default) could not be found\n");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoError() {
        StringWriter error = new StringWriter();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int exitCode = ListCommandInvocations.execute(
                List.of("--generate-cli-skeleton"), Map.of(), closed, new PrintWriter(error), "test");

        assertThat(exitCode).isZero();
        assertThat(error.toString()).isEmpty();
    }

    @Test
    void aFullDiskIsAnError() {
        StringWriter error = new StringWriter();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        int exitCode = ListCommandInvocations.execute(
                List.of("--generate-cli-skeleton"), Map.of(), full, new PrintWriter(error), "test");

        assertThat(exitCode).isEqualTo(255);
        assertThat(error.toString()).contains("No space left on device");
    }

    @Test
    void theSkeletonIsARequestThatCanBeFilledOut() throws IOException {
        String skeleton = Clients.ours(List.of("--generate-cli-skeleton")).output();

        assertThat(skeleton).isEqualTo("""
                {
                    "CommandId": "",
                    "InstanceId": "",
                    "MaxResults": 0,
                    "NextToken": "",
                    "Filters": [
                        {
                            "key": "Status",
                            "value": ""
                        }
                    ],
                    "Details": true
                }
                """);
    }

    private static Optional<String> withoutEnvironment(String... arguments) {
        StringWriter error = new StringWriter();
        int exitCode = ListCommandInvocations.execute(
                List.of(arguments), Map.of(), OutputStream.nullOutputStream(), new PrintWriter(error), "test");
        return exitCode == 253 ? Optional.of(error.toString().strip()) : Optional.empty();
    }

    private static String wholeList() throws IOException {
        Ended ended = Clients.ours(ALL_DETAILS);
        assertThat(ended.exitCode()).isZero();
        return ended.output();
    }
}
