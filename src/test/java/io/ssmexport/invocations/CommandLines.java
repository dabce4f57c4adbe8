package io.ssmexport.invocations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Command lines that both clients are given, against simulators in the same state. Those of {@link #sameWords} end with the
 * same message too; in {@link #ownWords} it comes from another parser.
 */
final class CommandLines {

    /** Page 2 of 5 invocations each, after one of them; and the token that a page of the service ended with. */
    private static final String MID_PAGE = Tokens.ofClient(Recorded.SECOND_PAGE_OF_FIVE, 1);

    private static final String RESOURCES = "file://src/test/resources/io/ssmexport/invocations/";

    private static final String BYTES = "fileb://src/test/resources/io/ssmexport/invocations/";

    private static final String NOTHING = "key=DocumentName,value=nothing";

    private CommandLines() {}

    static List<List<String>> all() {
        List<List<String>> all = new ArrayList<>(sameWords());
        all.addAll(ownWords());
        return all;
    }

    static List<List<String>> sameWords() {
        return List.of(
                line("--max-items", "3"),
                line("--details", "--max-items", "3"),
                line("--details", "--no-details", "--max-items", "2"),
                line("--no-details", "--details", "--max-items", "2"),
                line("--max-items", "7", "--page-size", "5"),
                line("--max-items", "10", "--page-size", "5"),
                line("--max-items=2"),
                line("--max-it", "2"),
                line("--max-items", "5", "--max-items", "1"),
                line("--max-items", "0"),
                line("--page-size", "abc"),
                line("--max-items", "abc"),
                line("--max-items", " +1_0 "),
                line("--max-items"),
                line("--m", "2"),
                line("--details=true"),
                line("--color", "of"),
                line("--max-items", "1", ""),
                line("--cli-input-json", "{\"PaginationConfig\": {\"MaxItems\": 2, \"PageSize\": 1}}"),
                line("--cli-input-json", "{\"PaginationConfig\": {\"MaxItems\": 2}}", "--max-items", "1"),
                line("--endpoint-url", "localhost:1"),
                line("--endpoint-url", "http://"),
                line("--cli-read-timeout", "1.5"),
                line("--cli-connect-timeout", "-1"),
                line("--filters", "key==a"),
                line("--cli-input-json", "{\"a\""),
                line("--cli-input-json", "[1]"),
                line("--cli-input-yaml", "Details: true\nMaxResults: 3"),
                line("--cli-input-yaml", "[1", "--max-items", "1"),
                line("--cli-input-yaml", "{}", "--cli-input-json", "{}"),
                line("--cli-input-json", "{\"MaxResults\": 2}"),
                line("--generate-cli-skeleton", "output"),
                line("--details", "--max-items", "4", "--output", "yaml"),
                line("--details", "--max-items", "5", "--page-size", "3", "--output", "yaml-stream"),
                line("--max-items", "4", "--page-size", "3", "--output", "yaml-stream", "--query", "NextToken"),
                line("--max-items", "1", "--output", "yaml", "--query", "CommandInvocations[0].Status"),
                line("--profile", "wire", "--max-items", "1"),
                line("--profile", "", "--max-items", "1"),
                line("--region", "us_east_1"),
                line("--max-items", "-1", "--page-size", "2"),
                line("--max-items", "100000", "--query", "length(CommandInvocations)"),
                line("--page-size", "5", "--starting-token", MID_PAGE, "--max-items", "3"),
                line("--page-size", "5", "--starting-token", MID_PAGE, "--max-items", "4"),
                line("--page-size", "5", "--starting-token", MID_PAGE, "--max-items", "9"),
                line("--page-size", "5", "--starting-token", Recorded.SECOND_PAGE_OF_FIVE, "--max-items", "2"),
                line("--page-size", "5", "--starting-token", Recorded.SECOND_PAGE_OF_FIVE + "___2", "--max-items", "2"),
                line("--starting-token", "None___2", "--max-items", "2"),
                line("--starting-token", "abc"),
                line("--starting-token", "a___b___c"),
                line("--starting-token", Tokens.base64("{\"a\": 1}")),
                line("--starting-token", Tokens.base64("{}"), "--max-items", "1"),
                line("--starting-token", Tokens.base64("[1]"), "--max-items", "1"),
                line("--no-paginate"),
                line("--no-paginate", "--output", "text"),
                line("--no-paginate", "--max-items", "3"),
                line("--no-paginate", "--page-size", "3", "--starting-token", "x"),
                line("--max-results", "2"),
                line("--max-results", "2", "--next-token", Recorded.SECOND_PAGE_OF_FIVE),
                line("--max-results", "2", "--max-items", "2"),
                line("--command-id", Recorded.COMMAND, "--details"),
                line("--command-id", "abc"),
                line("--instance-id", Recorded.INSTANCE),
                line("--instance-id", "x"),
                line("--command-id", RESOURCES + "command-id.txt"),
                line("--page-size", "0"),
                line("--page-size", "51"),
                line("--filters", "key=Status,value=Failed", "--max-items", "2"),
                line("--filters", "key=Status,value=Failed", "key=DocumentName,value=AWS-RunShellScript"),
                line("--filters", "key=Status,value=Failed", "--filters", "key=Status,value=Cancelled"),
                line("--filters", "value=Failed , key=Status", "--max-items", "1"),
                line("--filters", "key=\"Status\",value='Failed'", "--max-items", "1"),
                line("--filters", "key=InvokedAfter,value=2026-11-19T00:00:00Z", "--max-items", "1"),
                line("--filters", "[{\"key\":\"Status\",\"value\":\"Failed\"}]", "--max-items", "1"),
                line(
                        "--filters",
                        "{\"key\":\"Status\",\"value\":\"Failed\"}",
                        "{\"key\":\"DocumentName\",\"value\":\"AWS-RunPatchBaseline\"}"),
                line("--filters", RESOURCES + "filters.json", "--max-items", "1"),
                line("--filters"),
                line("--filters", "key=Foo,value=x"),
                line("--filters", "key=ExecutionStage,value=Executing"),
                line("--filters", "key=Status"),
                line("--filters", "key=Status,value="),
                line("--filters", "foo=bar,key=Status,value=x"),
                line("--filters", "key=Status,value=Failed,Success"),
                line("--filters", "key=Status,value=[a,b]"),
                line("--filters", "key=Status,value={a=b,c=d}"),
                line("--filters", "key=Status,value=Failed\\,x"),
                line("--filters", "key=Status,key=DocumentName,value=x"),
                line("--cli-input-json", "{\"Details\": true, \"MaxResults\": 2}", "--max-items", "3"),
                line("--cli-input-json", "{\"Details\": true}", "--no-details", "--max-items", "1"),
                line("--cli-input-json", "{\"MaxResults\": 2}", "--page-size", "3", "--max-items", "4"),
                line(
                        "--cli-input-json",
                        "{\"MaxResults\": 5, \"NextToken\": \"" + Recorded.SECOND_PAGE_OF_FIVE + "\"}",
                        "--max-items",
                        "2"),
                line(
                        "--cli-input-json",
                        "{\"Filters\": [{\"key\": \"Status\", \"value\": \"Failed\"}]}",
                        "--filters",
                        "key=Status,value=TimedOut"),
                line("--cli-input-json", RESOURCES + "request.json", "--max-items", "2"),
                line("--cli-input-json", "file:///nowhere/request.json"),
                line(
                        "--cli-input-json",
                        "{\"CommandId\": 5, \"Filters\": {\"a\": 1}, \"Details\": \"x\", \"Foo\": null,"
                                + " \"MaxResults\": \"a\"}"),
                line("--cli-input-json", "{\"Filters\": [{\"key\": 1.5, \"value\": null}, [true, \"it's\"]]}"),
                line("--max-items", "3", "--output", "text"),
                line("--details", "--max-items", "4", "--page-size", "3", "--output", "text"),
                line(
                        "--details",
                        "--filters",
                        "key=Status,value=Failed",
                        "--max-items",
                        "4",
                        "--page-size",
                        "3",
                        "--output",
                        "table"),
                line("--max-items", "2", "--output", "table", "--color", "on"),
                line("--max-items", "3", "--output", "table", "--query", "CommandInvocations[].[InstanceId,Status]"),
                line(
                        "--max-items",
                        "3",
                        "--output",
                        "table",
                        "--query",
                        "CommandInvocations[].{i:InstanceId,d:Comment}"),
                line("--max-items", "3", "--output", "table", "--query", "CommandInvocations[].InstanceId"),
                line("--max-items", "3", "--output", "table", "--query", "length(CommandInvocations)"),
                line(
                        "--max-items",
                        "3",
                        "--output",
                        "table",
                        "--query",
                        "CommandInvocations[0].CloudWatchOutputConfig"),
                line("--max-items", "3", "--output", "table", "--query", "Nothing"),
                line("--max-items", "3", "--output", "text", "--query", "CommandInvocations[].[InstanceId,Status]"),
                line(
                        "--max-items",
                        "7",
                        "--page-size",
                        "3",
                        "--output",
                        "text",
                        "--query",
                        "CommandInvocations[].RequestedDateTime"),
                line("--max-items", "2", "--output", "text", "--query", "CommandInvocations[].NotificationConfig"),
                line("--max-items", "2", "--output", "text", "--query", "NextToken"),
                line("--max-items", "3", "--query", "CommandInvocations[*].[InstanceId,RequestedDateTime]"),
                line("--max-items", "9", "--query", "CommandInvocations[?Status=='Failed'].CommandId | [0]"),
                line("--max-items", "9", "--query", "sort_by(CommandInvocations, &InstanceId)[].InstanceId"),
                line("--max-items", "9", "--query", "max_by(CommandInvocations, &RequestedDateTime).RequestedDateTime"),
                line("--max-items", "2", "--query", "CommandInvocations[].{id: CommandId, on: CloudWatchOutputConfig}"),
                line("--max-items", "2", "--query", "CommandInvocations[].CommandPlugins[]"),
                line("--max-items", "2", "--query", "NextToken"),
                line("--max-items", "2", "--query", "Nothing"),
                line("--max-items", "2", "--query", "`{}`"),
                line("--max-items", "2", "--query", "CommandInvocations[0].InstanceId == `\"x\"`"),
                line("--profile", "texts", "--max-items", "1"),
                line("--profile", "iso", "--max-items", "1"),
                line("--profile", "nobody"),
                line("--endpoint-url", "foo"),
                line("--foo", "bar"),
                line("bar"),
                line("--filters", NOTHING, "--output", "table"),
                line("--filters", NOTHING, "--output", "table", "--max-items", "1"),
                line("--filters", NOTHING, "--output", "text"),
                line("--output", "text", "--max-items", "2", "--query", "[CommandInvocations[0],Nothing]"),
                line("--output", "text", "--max-items", "2", "--query", "CommandInvocations[].[Status,@]"),
                line("--output", "table", "--max-items", "2", "--query", "[CommandInvocations[0],`1.5`]"),
                line("--output", "table", "--max-items", "2", "--query", "[CommandInvocations[0],'a']"),
                line("--output", "table", "--max-items", "2", "--query", "[CommandInvocations[0],CommandInvocations]"),
                line("--filters", RESOURCES + "status.txt"),
                line("--filters", RESOURCES + "request.json"),
                line("--starting-token", Recorded.SECOND_PAGE_OF_FIVE + "==", "--max-items", "1"),
                line("--starting-token", Tokens.ofClient(Recorded.SECOND_PAGE_OF_FIVE, 1) + "==", "--max-items", "1"),
                line("--region", "1"),
                line("--region", "1", "--command-id", "x"),
                line("--endpoint-url", " foo"),
                line("--cli-input-json", "{\"MaxResults\": 51}"),
                line("--max-items", "2", "--query", "length(Nothing)"),
                line("--details", "x"),
                line("--output", "xml"),
                line("--output", "tex"),
                line("--filters", BYTES + "filters.json"),
                line("--command-id", BYTES + "command-id.txt"),
                line("--starting-token", BYTES + "command-id.txt"),
                line("--profile", "mfa", "--max-results", "0"),
                line("--profile", "sso", "--max-results", "0"),
                line(
                        "--query",
                        "length(CommandInvocations)",
                        "--starting-token",
                        Tokens.base64("{\"NextToken\": null, \"boto_truncate_amount\": null}")),
                line(
                        "--max-items",
                        "2",
                        "--starting-token",
                        Tokens.base64("{\"NextToken\": null, \"boto_truncate_amount\": null}")),
                line(
                        "--starting-token",
                        Tokens.base64("{\"NextToken\": null, \"boto_truncate_amount\": true}"),
                        "--max-items",
                        "2"));
    }

    static List<List<String>> ownWords() {
        return List.of(
                line("--query", "a["),
                line("--filters", "[{\"key\":\"Status\""),
                line("--ouput", "text"),
                line("--starting-token", Tokens.base64("{\"NextToken\": null, \"boto_truncate_amount\": 1.5}")),
                line(
                        "--starting-token",
                        Tokens.base64("{\"NextToken\": {}, \"boto_encoded_keys\": [[\"NextToken\"]]}")),
                line("--profile", "process", "--max-results", "0"),
                line("--profile", "process", "--no-sign-request", "--max-items", "1"));
    }

    private static List<String> line(String... arguments) {
        return Arrays.asList(arguments);
    }
}
