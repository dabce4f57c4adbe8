package io.ssmexport.invocations.random;

import java.util.List;
import java.util.stream.Collectors;

/** Queries in JMESPath, good ones and bad ones. */
final class QueryGrammar {

    private static final List<String> TEXTS = List.of(
            "CommandId",
            "InstanceId",
            "InstanceName",
            "Comment",
            "DocumentName",
            "DocumentVersion",
            "RequestedDateTime",
            "Status",
            "StatusDetails",
            "StandardOutputUrl");

    private static final List<String> OTHERS =
            List.of("CommandPlugins", "ServiceRole", "NotificationConfig", "CloudWatchOutputConfig", "Nothing");

    private static final String OF_PLUGINS = """
            Name
            Status
            StatusDetails
            ResponseCode
            ResponseStartDateTime
            ResponseFinishDateTime
            Output
            StandardOutputUrl
            OutputS3BucketName""";

    private static final String LITERALS = """
            `Failed`
            `"Failed"`
            'Failed'
            'Success'
            `0`
            `1`
            `-1`
            `1.5`
            `null`
            `true`
            `[1,2]`
            `{"a":1}`
            `{}`
            `[]`
            `foo bar`
            `12345678901234567890`
            `1e400`
            'é'
            `"é"`
            `1.0`
            '2026-11-18'
            `TimedOut`
            `""`
            ''""";

    private static final String PREDICATES = """
            starts_with(DocumentName,'AWS')
            ends_with(InstanceId,'0')
            contains(Comment,'a')
            contains(['Failed','TimedOut'],Status)
            CommandPlugins
            !CommandPlugins
            ! Nothing
            !!Status
            Status=='Failed' && Comment
            Status=='Failed'||StatusDetails=='Success'
            (Comment)
            length(Comment)>`3`
            RequestedDateTime>=`2026-11-18`
            CommandPlugins[0].ResponseCode==`0`
            CommandPlugins[?ResponseCode!=`0`]
            Nothing==null
            type(Comment)=='string'
            @""";

    private static final String OF_ONE = """
            CommandPlugins[0]
            CommandPlugins[0].ResponseCode
            CommandPlugins[*].ResponseCode | [0]
            CommandPlugins[-1].Name
            CommandPlugins[:1]
            CommandPlugins | length(@)
            CommandPlugins[].ResponseCode | sum(@)
            length(CommandId)
            to_string(@)
            keys(@)
            values(@)
            type(@)
            not_null(Nothing,Comment)
            join(`-`,[Status,StatusDetails])
            @
            *
            Comment | length(@)
            reverse(InstanceId)
            sort(keys(@))
            to_string(CommandPlugins)
            to_number(`"12"`)
            to_array(Status)
            merge({a:Status},{b:Comment})
            abs(`-3`)
            ceil(`1.2`)
            floor(`-1.2`)
            max([`1`,`2.5`])
            avg(CommandPlugins[].ResponseCode)
            map(&Name,CommandPlugins)
            Status.foo
            CommandPlugins.foo
            NotificationConfig.NotificationType
            CloudWatchOutputConfig.CloudWatchOutputEnabled
            CloudWatchOutputConfig.*""";

    private static final String OF_ALL = """
            NextToken
            length(CommandInvocations)
            CommandInvocations
            @
            keys(@)
            *
            CommandInvocations[]
            CommandInvocations[*]
            CommandInvocations[0]
            CommandInvocations[-1]
            Nothing
            CommandInvocations[0:2]
            CommandInvocations[::2]
            CommandInvocations[::-1]
            type(@)
            to_string(@)
            values(@)
            [NextToken,length(CommandInvocations)]
            {n:length(CommandInvocations),t:NextToken}
            not_null(NextToken,`none`)
            `5`
            `1.50`
            `true`
            `null`
            "CommandInvocations"[0].Status
            'text'
            `[[1,[2]],3]`
            `[{"a":1},{"b":[1,2]}]`
            `["a",["b","c"]]`
            `{"a":{"b":{"c":1}}}`
            length(to_string(@))
            CommandInvocations.Status
            CommandInvocations[].CommandPlugins[].Output
            CommandInvocations[].CommandPlugins[].{n:Name,o:Output}
            sort_by(CommandInvocations,&InstanceId)[].Status
            max_by(CommandInvocations,&RequestedDateTime).[Status,Comment]
            min_by(CommandInvocations,&InstanceId).{i:InstanceId}
            sort_by(CommandInvocations,&RequestedDateTime)[-1]
            sort(CommandInvocations[].Status)
            reverse(CommandInvocations[].InstanceId)
            CommandInvocations[].Status|sort(@)|[0]
            max(CommandInvocations[].RequestedDateTime)
            min(CommandInvocations[].InstanceId)
            join(', ',CommandInvocations[].InstanceId)
            map(&Status,CommandInvocations)
            sum(CommandInvocations[].CommandPlugins[].ResponseCode)
            avg(CommandInvocations[].CommandPlugins[].ResponseCode)
            CommandInvocations[].length(Comment)
            length(CommandInvocations[?Status=='Failed'])
            CommandInvocations[].CommandPlugins[].ResponseCode|[max(@),min(@),sum(@)]
            CommandInvocations[].CommandPlugins|[0]
            CommandInvocations[].to_string(CommandPlugins)
            CommandInvocations[].[Status,CommandPlugins[].Name]
            CommandInvocations[].{s:Status,p:CommandPlugins}
            CommandInvocations[].{s:Status,p:CommandPlugins[].{n:Name,c:ResponseCode}}
            contains(CommandInvocations[].Status,`Failed`)""";

    private static final String WRONG = """
            a[
            a..b
            CommandInvocations[
            foo(
            `{"a"`
            'abc
            CommandInvocations[?Status==Failed
            @@

            \s\s
            a b
            CommandInvocations[].{a}
            [?]
            CommandInvocations[0:1:0]
            CommandInvocations[abc]
            "
            &
            unknown(@)
            length()
            length(@,@)
            length(`1`)
            sort(`1`)
            sum(CommandInvocations)
            CommandInvocations[0].#
            a||
            `
            CommandInvocations[].-
            max_by(CommandInvocations,&CommandPlugins)
            sort_by(CommandInvocations,&Nothing)
            Status > `1`
            join(`,`,CommandInvocations)
            abs('x')
            to_number(@)
            avg(`[]`)
            sum(`[]`)
            max(`[]`)
            [0]
            not_null()
            &Status
            contains(`1`,`2`)
            starts_with(`1`,'a')
            a[1:2:3:4]
            CommandInvocations[1.5]
            *.*
            CommandInvocations[*
            {a:b
            [a,b
            (a
            a)
            -1
            CommandInvocations[-]
            foo-bar
            foo.bar-baz
            CommandInvocations[].Instance-Id
            CommandInvocations[?InstanceName=='x']]
            %
            ~
            CommandInvocations[?Status="Failed"]
            CommandInvocations[?Status='Failed']
            CommandInvocations[].Status,
            CommandInvocations[].[Status InstanceId]""";

    private final Draw draw;

    QueryGrammar(Draw draw) {
        this.draw = draw;
    }

    String query() {
        return switch (draw.between(0, 19)) {
            case 0, 1 -> draw.line(WRONG);
            case 2, 3, 4 -> draw.line(OF_ALL);
            case 5 -> "CommandInvocations" + selected() + joined();
            default -> "CommandInvocations" + selected() + "." + ofOne(0) + joined();
        };
    }

    private String selected() {
        return switch (draw.between(0, 9)) {
            case 0, 1 -> "[]";
            case 2, 3 -> "[*]";
            case 4 -> "[0]";
            case 5 -> draw.of("[-1]", "[:2]", "[1:3]", "[::2]");
            default -> "[?" + predicate() + "]";
        };
    }

    private String joined() {
        return draw.inOf(1, 2)
                ? ""
                : draw.of(
                        " | [0]",
                        "|[]",
                        "[]",
                        " | length(@)",
                        "[0]",
                        "[:1]",
                        "[-1]",
                        " | [1:]",
                        " | sort(@)",
                        " | reverse(@)",
                        " | @");
    }

    private String predicate() {
        return switch (draw.between(0, 5)) {
            case 0, 1 -> "Status" + draw.of("==", "!=") + draw.line(LITERALS);
            case 2 -> draw.of(TEXTS) + draw.of("<", ">", "<=", ">=") + draw.line(LITERALS);
            case 3 -> draw.of("", "!") + draw.of(TEXTS);
            default -> draw.line(PREDICATES);
        };
    }

    private String ofOne(int depth) {
        return switch (draw.between(0, 9)) {
            case 0, 1, 2 -> draw.of(draw.inOf(2, 3) ? TEXTS : OTHERS);
            case 3 -> "[" + String.join(",", Draw.times(draw.between(1, 4), () -> draw.of(TEXTS))) + "]";
            case 4, 5 ->
                draw.some(draw.between(1, 3), List.of("a", "b", "c", "\"x y\"", "Id", "Zz")).stream()
                        .map(name -> name + ":" + (depth < 2 ? ofOne(depth + 1) : draw.of(TEXTS)))
                        .collect(Collectors.joining(",", "{", "}"));
            case 6 -> "CommandPlugins[]" + ofPlugin();
            case 7, 8 -> draw.line(OF_ONE);
            default -> draw.line(LITERALS);
        };
    }

    private String ofPlugin() {
        String one = draw.line(OF_PLUGINS);
        String other = draw.line(OF_PLUGINS);
        return draw.of("", "." + one, ".[" + one + "," + other + "]", ".{n:" + one + ",c:" + other + "}");
    }
}
