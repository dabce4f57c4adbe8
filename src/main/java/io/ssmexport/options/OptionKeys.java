package io.ssmexport.options;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.destination.Destination;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.disk.FileMode;
import io.ssmexport.request.ListToken;
import io.ssmexport.request.ParameterMistake;
import io.ssmexport.request.RequestLimits;
import io.ssmexport.request.RequestMembers;
import io.ssmexport.request.TokenMistake;
import io.ssmexport.row.Column;
import io.ssmexport.row.RowChoice;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.slice.RoleArn;
import io.ssmexport.slice.Slice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.SimilarityScore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;

/** All options of an export, in the order of the manual. */
public final class OptionKeys {

    private static final List<OptionKey<?>> KEYS = new ArrayList<>();

    private static final String JOB_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final Set<String> FILTER_MEMBERS = Set.of("key", "value");

    private static final List<String> FILTER_KEYS = Stream.of(
                    CommandFilterKey.STATUS,
                    CommandFilterKey.DOCUMENT_NAME,
                    CommandFilterKey.INVOKED_AFTER,
                    CommandFilterKey.INVOKED_BEFORE)
            .map(CommandFilterKey::toString)
            .toList();

    private static final Set<String> SIMULATION_MEMBERS = Set.of("invocations", "days", "seed");

    static final OptionKey<Destination> INTO = one(
            "into",
            "DESTINATION",
            null,
            Destination::parse,
            "Where the rows go: parquet:PATH, csv:PATH or csv.gz:PATH is a dataset directory with a file per slice; a PATH"
                    + " ending in .parquet, .csv or .csv.gz is one file, and one that is s3://bucket/prefix is in S3; csv:- is standard output. postgres: is the database that the"
                    + " PG* variables name, a postgresql:// URL any other; the table is ssm.command_plugin.");

    static final OptionKey<String> NAME = one(
            "name",
            "NAME",
            "the job file's name",
            text -> matching(text, JOB_NAME, "must be letters, digits, dots and dashes"),
            "Identity of the job: its checkpoints, its ledger of exported slices and its lock.");

    static final OptionKey<List<String>> REGIONS = list(
            "regions",
            "REGION",
            "the region that the AWS SDK finds",
            ",",
            text -> matching(text, "[a-z]{2,}(-[a-z0-9]+)+", "must be regions such as us-east-1"),
            "Regions to read, each with slices of its own.");

    static final OptionKey<List<RoleArn>> ROLES = list(
            "roles",
            "ARN",
            "none: the account of the SDK's own credentials",
            ",(?=\\s*arn:)",
            RoleArn::parse,
            "Roles to assume, one for each account to read, in every region.");

    static final OptionKey<String> EXTERNAL_ID = one(
            "external-id",
            "TEXT",
            null,
            text -> matching(text, "[\\w+=,.@:/-]{2,1224}", "must be 2 to 1224 characters of a-z, 0-9 and +=,.@:/-"),
            "External id that the roles' trust policies ask for.");

    static final OptionKey<String> SESSION_NAME = one(
            "session-name",
            "TEXT",
            "ssm-export",
            text -> matching(text, "[\\w+=,.@-]{2,64}", "must be 2 to 64 characters of a-z, 0-9 and +=,.@-"),
            "Session name of the assumed roles: what CloudTrail shows.");

    static final OptionKey<String> ACCOUNT_ID = one(
            "account-id",
            "NUMBER",
            "asked from STS",
            text -> matching(text, "[0-9]{12}", "must be an account number of 12 digits"),
            "Number of the account, where asking STS for it is denied.");

    static final OptionKey<Simulation> SIMULATE = register(new OptionKey<>(
            "simulate",
            "invocations=N,days=N,seed=N",
            null,
            false,
            List.of("Read from the simulator, started inside the run, instead of AWS."),
            OptionKeys::simulation));

    static final OptionKey<PointInTime> FROM = one(
            "from",
            "TIME",
            "incremental",
            PointInTime::parse,
            "Start of a backfill: a date, an instant or an age (30d), on the boundary of a slice; ages are rounded down"
                    + " to one.");

    static final OptionKey<PointInTime> UNTIL =
            one("until", "TIME", "a minute ago", PointInTime::parse, "End of a backfill, not included.");

    static final OptionKey<PointInTime> SINCE = one(
            "since",
            "TIME",
            "30d",
            PointInTime::parse,
            "Where an incremental job, one without --from, starts the first time.");

    static final OptionKey<Boolean> AGAIN = one(
            "again",
            "",
            null,
            OptionKeys::truth,
            "Whether a backfill reads all slices of its window, the sealed ones too.");

    static final OptionKey<Integer> WARN_DAYS = one(
            "warn-days",
            "N",
            "5",
            text -> number(text, 0, 30),
            "Days ahead to warn of a slice that AWS is about to forget and that isn't sealed.");

    static final OptionKey<Duration> SLICE = one(
            "slice",
            "DURATION",
            "1d",
            text -> {
                Duration width = Durations.parse(text);
                Slice.requireDividesADay(width);
                return width;
            },
            "Width of a slice, the unit of reading in parallel, of restart and of a file; divides a day.");

    static final OptionKey<String> COMMAND_ID = one(
            "command-id",
            "UUID",
            null,
            text -> matching(
                    text, "[A-Fa-f0-9-]{" + RequestLimits.COMMAND_ID + "}", "must be a command id of 36 characters"),
            "Only the invocations of this command.");

    static final OptionKey<String> INSTANCE_ID = one(
            "instance-id",
            "ID",
            null,
            text -> matching(
                    text, "i-([0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17}", "must be an instance id (i-… or mi-…)"),
            "Only the invocations on this instance.");

    static final OptionKey<List<CommandFilter>> FILTERS = register(new OptionKey<>(
            "filters",
            "key=KEY,value=VALUE",
            null,
            true,
            List.of(
                    "Only invocations that match, in the AWS CLI's shorthand or JSON: key Status or DocumentName, at most"
                            + " three."),
            OptionKeys::filters));

    static final OptionKey<Boolean> DETAILS = one(
            "details",
            OptionKey.TRUTH,
            "true",
            OptionKeys::truth,
            "Whether plugins and their output are exported; without them an invocation is one row.");

    static final OptionKey<OutputMode> OUTPUT = one(
            "output",
            "full|redacted|none",
            "full",
            OutputMode::parse,
            "What becomes of what commands printed: redacted masks the secrets in it, none leaves it out.");

    static final OptionKey<String> REDACTION_RULES = one(
            "redaction-rules",
            "FILE",
            null,
            OptionKeys::path,
            "More rules for redacted output, or other ones, in gitleaks' TOML format.");

    static final OptionKey<Integer> PAGE_SIZE = one(
            "page-size",
            "N",
            "50",
            text -> number(text, RequestLimits.SMALLEST_PAGE, RequestLimits.LARGEST_PAGE),
            "Invocations a page, 1 to 50.");

    static final OptionKey<Integer> MAX_ITEMS = one(
            "max-items",
            "N",
            null,
            text -> number(text, 1, 999_999_999),
            "Most invocations to export, of the list without a window, into one file; the last line then has the token"
                    + " to go on with.");

    static final OptionKey<ListToken> STARTING_TOKEN = one(
            "starting-token",
            "TOKEN",
            null,
            OptionKeys::token,
            "Where an earlier list ended, of this command, of list-command-invocations or of the AWS CLI.");

    static final OptionKey<String> CLI_INPUT_JSON = one(
            "cli-input-json",
            "JSON",
            null,
            text -> text,
            "Request as the AWS CLI takes it, a JSON object or file://PATH; other options beat its members.");

    static final OptionKey<Integer> PARALLEL =
            one("parallel", "N", "4", text -> number(text, 1, 64), "Slices read at the same time, 1 to 64.");

    static final OptionKey<Double> MAX_REQUESTS_PER_SECOND = one(
            "max-requests-per-second",
            "N",
            "what the service lets through",
            OptionKeys::rate,
            "Cap on the requests to each account and region, to leave some of its budget to others.");

    static final OptionKey<Integer> PAGES_PER_COMMIT = one(
            "pages-per-commit",
            "N",
            "20",
            text -> number(text, 1, 1000),
            "Pages between two checkpoints: what a killed run reads again at most, per slice.");

    static final OptionKey<BrokerUrl> BROKER = one(
            "broker",
            "URL",
            null,
            BrokerUrl::parse,
            "Message broker that hands the slices to workers, which read them: tcp:// is Artemis, ssl:// or activemq:URL"
                    + " ActiveMQ and Amazon MQ, amqps:// or amqp:// RabbitMQ.");

    static final OptionKey<Shard> SHARD = one(
            "shard",
            "K/N",
            null,
            Shard::parse,
            "Only this share of the accounts and regions, such as 2/8, with a ledger and a lock of its own; index/8 takes the"
                    + " number from JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX.");

    static final OptionKey<Boolean> GUARD_FORMULAS = one(
            "guard-formulas",
            OptionKey.TRUTH,
            "false",
            OptionKeys::truth,
            "Whether CSV cells that a spreadsheet would run as a formula get a leading apostrophe, which changes them.");

    static final OptionKey<List<Column>> COLUMNS = list(
            "columns",
            "COLUMN",
            "all",
            ",",
            text -> Column.named(text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "must be columns such as instance_name, of those that" + " the analyst's guide lists")),
            "Columns of one CSV file, in this order; a file that later runs go on with needs those that tell which"
                    + " invocation a row is of.");

    static final OptionKey<RowChoice> ROWS = one(
            "rows",
            "all|failed",
            "all",
            RowChoice::parse,
            "Which rows get into one CSV file: failed leaves only the steps that failed or timed out, and a row for each"
                    + " invocation that never reached its instance.");

    static final OptionKey<Boolean> EXCEL = one(
            "excel",
            OptionKey.TRUTH,
            "false",
            OptionKeys::truth,
            "Whether CSV is for a double click in Excel: a byte order mark, guarded formulas, and long numbers such as"
                    + " account ids as texts, which changes them.");

    static final OptionKey<FileMode> FILE_MODE = one(
            "file-mode",
            "MODE",
            "as the files that are there; the first ones 600 with outputs, else by the umask",
            FileMode::parse,
            "Rights of the files, such as 640; who may read them may enter their directories.");

    static final OptionKey<String> EXPECTED_BUCKET_OWNER = one(
            "expected-bucket-owner",
            "NUMBER",
            null,
            text -> matching(text, "[0-9]{12}", "must be an account number of 12 digits"),
            "Account that the bucket of the destination must belong to; another's is refused.");

    static final OptionKey<String> S3_KMS_KEY = one(
            "s3-kms-key",
            "KEY",
            "the bucket's own encryption",
            text -> matching(text, "[\\w:/-]{1,2048}", "must be the id, alias or ARN of a key"),
            "KMS key that objects of the destination are encrypted with.");

    static final OptionKey<StatePlace> STATE = one(
            "state",
            "PLACE",
            "the rows' database for Postgres, else the user's state directory",
            StatePlace::parse,
            "Where checkpoints and ledger live: a directory, with one per job name below it, or, as for --into, postgres:"
                    + " or a postgresql:// URL.");

    static final OptionKey<String> REPORT = one(
            "report",
            "FILE",
            null,
            OptionKeys::path,
            "Where the run is reported as JSON when it ends, however it ends; replaced in one step.");

    static final OptionKey<String> METRICS = one(
            "metrics",
            "FILE",
            null,
            OptionKeys::path,
            "Where the same is written as Prometheus text, for node_exporter's textfile collector; it reads *.prom.");

    static final OptionKey<LogFormat> LOG_FORMAT = one(
            "log-format",
            "text|json",
            "text",
            LogFormat::parse,
            "How standard error is written: text has time and job in each line unless a terminal shows it, json is an object"
                    + " a line.");

    static final OptionKey<String> DASHBOARD = one(
            "dashboard",
            "FILE",
            null,
            OptionKeys::path,
            "Where a page of what is archived is written after a run: one HTML file that needs nothing else, as ssm-export"
                    + " dashboard makes it.");

    static final OptionKey<Boolean> DASHBOARD_LINES = one(
            "dashboard-lines",
            OptionKey.TRUTH,
            "true",
            OptionKeys::truth,
            "Whether that page shows the first line of what each failed command printed, as the archive has it.");

    /** All of them, in the order of the manual. */
    public static final List<OptionKey<?>> ALL = List.copyOf(KEYS);

    private OptionKeys() {}

    static boolean isKnown(String name) {
        return ALL.stream().anyMatch(key -> key.name().equals(name));
    }

    /** The option whose name is most like a mistyped one. */
    static Optional<String> mostLike(String name) {
        SimilarityScore<Double> similarity = new JaroWinklerSimilarity();
        return ALL.stream()
                .map(OptionKey::name)
                .max(Comparator.comparing(known -> similarity.apply(known, name)))
                .filter(known -> similarity.apply(known, name) > 0.75);
    }

    /** Name of a job that says none: that of its file or, without one, of its destination. */
    static String defaultName(@Nullable Path jobFile, Destination into) {
        String name = jobFile != null ? jobFile.getFileName().toString().replaceFirst("\\.ya?ml$", "") : into.jobName();
        String usable = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return Pattern.matches(JOB_NAME, usable) ? usable : "export";
    }

    private static <T> OptionKey<T> one(
            String name, String label, @Nullable String defaultText, Function<String, T> parser, String description) {
        return register(new OptionKey<>(name, label, defaultText, false, List.of(description), values -> {
            require(values.size() == 1, "must be one value");
            return parser.apply(Setting.text(values.get(0)));
        }));
    }

    private static <T> OptionKey<List<T>> list(
            String name,
            String label,
            @Nullable String defaultText,
            String separator,
            Function<String, T> parser,
            String description) {
        return register(new OptionKey<>(name, label, defaultText, true, List.of(description), values -> {
            require(!values.isEmpty(), "must have a value");
            return values.stream()
                    .flatMap(value -> Stream.of(Setting.text(value).split(separator, -1)))
                    .map(value -> parser.apply(value.strip()))
                    .toList();
        }));
    }

    private static <T> OptionKey<T> register(OptionKey<T> key) {
        KEYS.add(key);
        return key;
    }

    private static void require(boolean holds, String mustBe) {
        if (!holds) {
            throw new IllegalArgumentException(mustBe);
        }
    }

    private static String path(String text) {
        try {
            return Path.of(text).toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path (" + e.getReason() + ")", e);
        }
    }

    private static String matching(String text, String pattern, String mustBe) {
        require(Pattern.matches(pattern, text), mustBe);
        return text;
    }

    private static int number(String text, int min, int max) {
        String mustBe = "must be a number from " + min + " to " + max;
        require(Pattern.matches("[0-9]{1,9}", text), mustBe);
        int number = Integer.parseInt(text);
        require(number >= min && number <= max, mustBe);
        return number;
    }

    private static double rate(String text) {
        String mustBe = "must be a number from 0.1 to 1000";
        require(Pattern.matches("[0-9]{1,4}(\\.[0-9]{1,3})?", text), mustBe);
        double rate = Double.parseDouble(text);
        require(rate >= 0.1 && rate <= 1000, mustBe);
        return rate;
    }

    private static boolean truth(String text) {
        require(Set.of("true", "false").contains(text), "must be true or false");
        return Boolean.parseBoolean(text);
    }

    private static List<CommandFilter> filters(List<JsonNode> values) {
        return values.stream()
                .flatMap(value -> structures("filters", value, "key=KEY,value=VALUE"))
                .map(OptionKeys::filter)
                .toList();
    }

    private static CommandFilter filter(JsonNode members) {
        members.fieldNames()
                .forEachRemaining(name -> require(FILTER_MEMBERS.contains(name), "must have no member " + name));
        String key = members.path("key").asText();
        require(FILTER_KEYS.contains(key), "must have a key of " + String.join(", ", FILTER_KEYS));
        String value = members.path("value").asText();
        require(
                !value.isEmpty() && value.length() <= RequestLimits.LONGEST_FILTER_VALUE,
                "must have a value of 1 to 128 characters");
        return CommandFilter.builder().key(key).value(value).build();
    }

    /** The structure, or those that a text names as an option of the AWS CLI does: shorthand, JSON, or the file with it. */
    private static Stream<JsonNode> structures(String option, JsonNode value, String example) {
        if (value.isObject()) {
            return Stream.of(value);
        }
        try {
            return new RequestMembers()
                    .structures(option, option, List.of(String.valueOf(RequestMembers.resolve(option, value.asText()))))
                    .toJson()
                    .get(option)
                    .valueStream();
        } catch (ParameterMistake e) {
            throw new IllegalArgumentException("must be " + example + " or JSON (" + e.said() + ")", e);
        }
    }

    private static ListToken token(String text) {
        try {
            ListToken token = ListToken.parse(text);
            token.serviceToken();
            return token;
        } catch (TokenMistake e) {
            throw new IllegalArgumentException("must be a NextToken of an earlier list", e);
        }
    }

    private static Simulation simulation(List<JsonNode> values) {
        String example = "invocations=N,days=N,seed=N";
        List<JsonNode> structures = values.stream()
                .flatMap(value -> structures("simulate", value, example))
                .toList();
        require(structures.size() == 1, "must be " + example);
        JsonNode members = structures.get(0);
        members.fieldNames().forEachRemaining(name -> require(SIMULATION_MEMBERS.contains(name), "must be " + example));
        return new Simulation(
                number(members.path("invocations").asText("1000"), 1, 10_000_000),
                number(members.path("days").asText("7"), 1, 360),
                number(members.path("seed").asText("1"), 0, Integer.MAX_VALUE));
    }
}
