package io.ssmexport.invocations.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the request says: filters, inputs, tokens, numbers. */
final class RequestGrammar {

    /** Of the simulation that the lines are run against. */
    private static final String TOKEN = "l61JRAAAAAEAAAAAAAAAAAAAAAIAAAAAAABRKAAAAAItRJLZ";

    static final String COMMAND = "2956b70f-aa4a-4833-b3e0-00f86f083388";
    static final String INSTANCE = "i-0b1cb355c860ee87b";
    static final String FILES = "file://src/test/resources/io/ssmexport/invocations/random/";

    private static final String STRANGE_FILTERS = """
            key=Status,value=
            key=Status
            value=Failed
            key=Foo,value=x
            key==a
            key=Status,value=Failed,x
            key=Status,value=[a,b]
            key=Status,value="Failed"
            key=Status,value='Failed'
            Key=Status,Value=Failed
            key=Status, value=Failed
            [{"key":"Status"
            []
            {}
            foo
            Name=a,Values=b

            key=Status,value={a=b}
            key=Status,value=a b
            key=Status,value=Failed\\,x
            [{"key":"Status","value":1}]
            [{"key":"Status","value":null}]
            [{"key":"Status","value":"Failed"},{"key":"Status"}]
            key=Status,value=FILESstatus.txt
            key=ExecutionStage,value=Executing
            key=DocumentName,value=é
            =x
            key=Status,key=DocumentName,value=x
            null
            "a"
            5
            key=Status;value=Failed
            key:Status,value:Failed
            key=Status,value=Failed,
            ,key=Status,value=Failed
            key="Status,value=Failed
            key=Status,value="a\\"b"
            [{key=Status,value=Failed}]
            key=Status,value=Failed key=Status,value=x
            key=Status,value
            key = Status , value = Failed
            key=InvokedAfter,value=2026-11-31T00:00:00Z
            key=InvokedAfter,value=yesterday""";

    private static final String STRANGE_JSON = """
            {"a"
            [1]
            "x"
            5
            null

            {"Foo":1}
            {"MaxResults":"a"}
            {"MaxResults":1.5}
            {"Details":"x","CommandId":5}
            {"Filters":{"a":1}}
            {"Filters":[{"key":1.5,"value":null},[true,"it's"]]}
            {"MaxResults":51}
            {"MaxResults":0}
            {"MaxResults":true}
            {"Details":null}
            {"MaxItems":2}
            {"PageSize":2}
            {"StartingToken":"x"}
            {"PaginationConfig":{"MaxItems":2}}
            {"Details":true,"Details":false}
            {"Filters":[]}
            {"Filters":[{}]}
            {"Filters":[{"key":"Status","value":"Failed","Foo":1}]}
            {'Details': true}
            {"Details":true,}
            {"InstanceId":""}
            {"MaxResults":NaN}
            FILESrequest.json
            FILESnowhere.json
            FILESbad.json
            fileb://src/test/resources/io/ssmexport/invocations/random/request.json""";

    private static final String STRANGE_YAML = """
            a: [1
            - 1
            x

            Details: yes
            Details: on
            Details: true⏎MaxResults: 3
            MaxResults: 0o3
            MaxResults: 010
            MaxResults: 0x2
            MaxResults: 2.0
            MaxResults: "2"
            Filters:⏎- key: InvokedAfter⏎  value: "2026-11-18T00:00:00Z"
            Filters:⏎- key: Status⏎  value: Failed⏎MaxResults: 3
            Filters: [{key: Status, value: Failed}]
            InstanceId: ~
            CommandId: 12
            &a {Details: true}
            a: 1⏎a: 2
            MaxResults: 1_0
            Details: True
            Details: TRUE
            # nothing
            ---⏎MaxResults: 2⏎...
            ---⏎MaxResults: 2⏎---⏎MaxResults: 3
            FILESrequest.yaml
            FILESnowhere
            FILESbad.yaml""";

    private static final String STRANGE_NUMBERS = """
            0
            -1
            50
            51
            abc
            1.5

            ␣3
            +3
            1_0
            0x1
            ٣
            1e3
            -0
            007
            99999999999999999999
            2\s""";

    private final Draw draw;

    RequestGrammar(Draw draw) {
        this.draw = draw;
    }

    String number() {
        return draw.inOf(4, 5) ? draw.of("1", "2", "3", "4", "5", "7", "10", "20") : draw.line(STRANGE_NUMBERS);
    }

    String token() {
        return switch (draw.between(0, 5)) {
            case 0 -> TOKEN;
            case 1 ->
                draw.of(TOKEN + "___2", "None___2", "x", "", "a___b___c", "None", "!!", "e30=", "W10=", "bnVsbA==");
            case 2 ->
                base64(draw.of(
                        "{\"a\": 1}",
                        "{\"NextToken\": \"x\"}",
                        "{\"NextToken\": 5}",
                        "{\"NextToken\": \"" + TOKEN + "\", \"boto_truncate_amount\": \"1\"}",
                        "{\"boto_truncate_amount\": 2}",
                        "{\"NextToken\": null, \"boto_truncate_amount\": 3}",
                        "[1, 2]",
                        "5"));
            default -> base64("{\"NextToken\": \"" + TOKEN + "\"" + draw.of("", amount()) + "}");
        };
    }

    private String amount() {
        return ", \"boto_truncate_amount\": " + draw.of(1, 2, 3, 99, 0, -1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    List<String> filters() {
        List<ObjectNode> filters = Draw.times(draw.of(1, 1, 1, 2, 3), this::filter);
        Stream<String> values = switch (draw.between(0, 11)) {
            case 0 -> Stream.of(filters.toString());
            case 1 -> filters.stream().map(JsonNode::toString);
            case 2 ->
                Stream.of(FILES + draw.of("filters.json", "nowhere.json", "status.txt", "bad.json", "request.json"));
            case 3 -> filters.stream().map(filter -> shorthand(filter, "value", "key"));
            case 4, 5 ->
                draw.inOf(1, 12)
                        ? draw.of(Stream.of(), Stream.of("key=Status,value=Failed", "-x"))
                        : Stream.of(draw.line(STRANGE_FILTERS).replace("FILES", FILES));
            default -> filters.stream().map(filter -> shorthand(filter, "key", "value"));
        };
        return Stream.concat(Stream.of("--filters"), values).toList();
    }

    private static String shorthand(ObjectNode filter, String... members) {
        return Stream.of(members)
                .map(member -> member + "=" + filter.get(member).asText())
                .collect(Collectors.joining(","));
    }

    private ObjectNode filter() {
        String key = draw.of("Status", "Status", "Status", "DocumentName", "InvokedAfter", "InvokedBefore");
        String value = switch (key) {
            case "Status" -> draw.of("Failed", "Success", "TimedOut", "Pending", "InProgress", "Cancelled", "Nope");
            case "DocumentName" -> draw.of("AWS-RunShellScript", "AWS-RunPatchBaseline", "x");
            default -> draw.of("2026-11-18T00:00:00Z", "2026-11-15T12:00:00Z", "2026-11-15");
        };
        return JsonNodeFactory.instance.objectNode().put("key", key).put("value", value);
    }

    /** The request as a whole. */
    List<String> input() {
        if (draw.inOf(1, 20)) {
            return draw.shuffled(List.of("--cli-input-json={}", "--cli-input-yaml={}"));
        }
        boolean json = draw.inOf(3, 5);
        String value = draw.inOf(1, 3) ? draw.line(json ? STRANGE_JSON : STRANGE_YAML) : request(json);
        return List.of(json ? "--cli-input-json" : "--cli-input-yaml", value.replace("FILES", FILES));
    }

    private String request(boolean json) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        if (draw.inOf(1, 2)) {
            request.put("Details", draw.inOf(1, 2));
        }
        if (draw.inOf(2, 5)) {
            request.putArray("Filters").add(filter());
        }
        if (draw.inOf(1, 4)) {
            request.put("MaxResults", draw.of(1, 2, 5, 50));
        }
        if (draw.inOf(1, 7)) {
            request.put("NextToken", draw.of(TOKEN, "x", ""));
        }
        if (draw.inOf(1, 7)) {
            request.put("InstanceId", draw.of(INSTANCE, "i-00000000"));
        }
        if (draw.inOf(1, 10)) {
            request.put("CommandId", draw.of(COMMAND, "x"));
        }
        return json || request.isEmpty() ? request.toString() : yaml(request);
    }

    private static String yaml(ObjectNode request) {
        List<String> lines = new ArrayList<>();
        request.properties().forEach(member -> lines.add(member.getKey() + ": " + member.getValue()));
        return String.join("\n", lines) + "\n";
    }
}
