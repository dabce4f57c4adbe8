package io.ssmexport.invocations.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Options in any order but those for help, shortened and with values behind an equals sign, some wrong; what surrounds them. */
final class LineGrammar {

    private static final String STRANGE = """
            --foo
            bar
            -x
            --
            -
            -1
            --max 3
            --ouput text
            --detials
            --details=true
            --details true
            --debug=1
            --filter key=Status,value=Failed
            --endpoint x
            --color
            --max-items
            --query""";

    private static final String STRANGE_GLOBALS = """
            --no-cli-pager
            --no-sign-request
            --no-verify-ssl
            --no-cli-auto-prompt
            --cli-binary-format base64
            --cli-binary-format x
            --ca-bundle nowhere.pem
            --cli-read-timeout 5
            --cli-read-timeout 0
            --cli-read-timeout -1
            --cli-read-timeout abc
            --cli-connect-timeout 60
            --cli-connect-timeout 1.5
            --cli-connect-timeout -1
            --color on
            --color off
            --color auto
            --color always""";

    private static final String REGIONS = """
            us-east-1
            eu-west-1
            us-gov-west-1
            cn-north-1
            xx
            us_east_1
            bad region
            -x
            us-east-1\s""";

    private static final String PROFILES = """
            p1
            p2
            p3
            nobody
            wire
            iso
            texts
            yamls

            none
            badtimes
            q q
            default
            spaces here
            keyless
            role
            process""";

    private static final String CONFIGS = """
            wire
            iso
            times
            text
            nowhere
            yaml
            table
            xml
            region
            broken
            crlf
            attempts
            badattempts
            mode
            badmode
            novalidation
            empty
            pager""";

    /** A variable and its value, or values. */
    private static final List<List<String>> ENVIRONMENT = List.of(
            List.of("AWS_DEFAULT_OUTPUT", "text", "table", "yaml", "yaml-stream", "json", "xml", ""),
            List.of("AWS_DEFAULT_OUTPUT", "text", "table"),
            List.of("AWS_PROFILE", "p1", "p2", "nobody", "wire", "texts"),
            List.of("AWS_DEFAULT_PROFILE", "p1", "p2", "nobody", "wire", "texts"),
            List.of("AWS_REGION", "eu-west-1", "us-east-1", "xx"),
            List.of("AWS_DEFAULT_REGION", "eu-west-1", "us-west-2", "xx"),
            List.of("AWS_ACCESS_KEY_ID", "other", ""),
            List.of("AWS_SESSION_TOKEN", "token", ""),
            List.of("AWS_PAGER", "", "less"),
            List.of("AWS_MAX_ATTEMPTS", "1", "3", "x", "0", "-1", "1.5"),
            List.of("AWS_RETRY_MODE", "standard", "legacy", "adaptive", "x"),
            List.of("AWS_CLI_AUTO_PROMPT", "off", "x"),
            List.of("AWS_CA_BUNDLE", "nowhere.pem"),
            List.of("AWS_CONFIG_FILE", "nowhere"),
            List.of("AWS_STS_REGIONAL_ENDPOINTS", "regional", "x"),
            List.of("AWS_USE_DUALSTACK_ENDPOINT", "true", "x"),
            List.of("AWS_EC2_METADATA_DISABLED", "false", "x"));

    private final Draw draw;
    private final RequestGrammar request;
    private final QueryGrammar query;

    LineGrammar(Draw draw) {
        this.draw = draw;
        this.request = new RequestGrammar(draw);
        this.query = new QueryGrammar(draw);
    }

    RandomLine line() {
        List<String> before = new ArrayList<>();
        List<List<String>> after = own();
        for (List<String> global : globals()) {
            if (draw.inOf(1, 7)) {
                before.addAll(varied(global));
            } else {
                after.add(global);
            }
        }
        return new RandomLine(
                before,
                draw.shuffled(after).stream()
                        .flatMap(option -> varied(option).stream())
                        .toList(),
                environment(),
                config());
    }

    private String config() {
        // Files that the AWS CLI can't read, and we can.
        return draw.inOf(1, 200) ? draw.of("twice", "indented") : draw.inOf(1, 4) ? draw.line(CONFIGS) : "main";
    }

    /** Shortened, or with its value behind an equals sign. */
    private List<String> varied(List<String> option) {
        List<String> varied = new ArrayList<>(option);
        if (option.get(0).length() > 4 && draw.inOf(1, 15)) {
            varied.set(
                    0, option.get(0).substring(0, draw.between(3, option.get(0).length())));
        }
        if (option.size() == 2 && draw.inOf(1, 8)) {
            varied = List.of(String.join("=", varied));
        }
        return varied;
    }

    private List<List<String>> own() {
        List<List<String>> own = new ArrayList<>();
        maybe(own, 4, 9, draw.of(List.of("--details"), List.of("--details"), List.of("--no-details"), detailsTwice()));
        maybe(own, 3, 10, request.filters());
        maybe(own, 1, 7, request.input());
        maybe(own, 1, 25, List.of("--command-id", commandId()));
        maybe(own, 1, 25, List.of("--instance-id", draw.of(RequestGrammar.INSTANCE, "x", "", "mi-0123456789abcdef0")));
        maybe(own, 9, 10, List.of("--max-items", request.number()));
        maybe(own, 1, 5, List.of("--page-size", request.number()));
        maybe(own, 1, 10, List.of("--starting-token", request.token()));
        maybe(own, 1, 15, List.of("--no-paginate"));
        maybe(own, 1, 30, List.of("--max-results", request.number()));
        maybe(own, 1, 50, List.of("--next-token", draw.of("x", "")));
        maybe(own, 1, 30, draw.of(List.of("--generate-cli-skeleton"), skeleton()));
        maybe(own, 1, 25, List.of(draw.line(STRANGE).split(" ", -1)));
        maybe(own, 1, 80, List.of(""));
        return own;
    }

    private List<String> detailsTwice() {
        return draw.shuffled(List.of("--details", "--no-details"));
    }

    private List<String> skeleton() {
        return List.of("--generate-cli-skeleton", draw.of("input", "output", "yaml-input", "x", ""));
    }

    private String commandId() {
        return draw.of(
                RequestGrammar.COMMAND,
                RequestGrammar.COMMAND,
                "x",
                "",
                RequestGrammar.FILES + "command-id.txt",
                RequestGrammar.FILES + "nowhere");
    }

    private List<List<String>> globals() {
        List<List<String>> globals = new ArrayList<>();
        maybe(globals, 1, 2, List.of("--query", query.query()));
        maybe(globals, 1, 2, List.of("--output", output()));
        maybe(globals, 1, 20, List.of("--region", draw.inOf(1, 20) ? "" : draw.line(REGIONS)));
        maybe(globals, 1, 12, List.of("--profile", draw.line(PROFILES)));
        maybe(globals, 1, 8, List.of(draw.line(STRANGE_GLOBALS).split(" ", -1)));
        maybe(
                globals,
                1,
                50,
                List.of("--endpoint-url", draw.of("foo", "http://", "localhost:1", "ftp://127.0.0.1:1", "")));
        return globals;
    }

    private String output() {
        return draw.inOf(14, 15)
                ? draw.of("json", "text", "table", "yaml", "yaml-stream")
                : draw.of("xml", "JSON", "", "yml", "tex");
    }

    private void maybe(List<List<String>> options, int times, int of, List<String> option) {
        if (draw.inOf(times, of)) {
            options.add(option);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        Stream.iterate(0, i -> draw.inOf(1, 4), i -> i + 1).forEach(i -> {
            List<String> variable = draw.of(ENVIRONMENT);
            environment.put(variable.get(0), variable.get(draw.between(1, variable.size() - 1)));
        });
        return environment;
    }
}
