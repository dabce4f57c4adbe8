package io.ssmexport.options;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.destination.FileType;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.disk.FileMode;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.failure.Quantity;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.request.ListRange;
import io.ssmexport.request.ListToken;
import io.ssmexport.row.Column;
import io.ssmexport.row.RowChoice;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.slice.RoleArn;
import io.ssmexport.slice.Slice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;

/**
 * What a run was told. {@link OptionKeys} describes each; what nobody said has its default here.
 *
 * @param into where the rows go
 * @param name identity of the job
 * @param regions regions to read; empty means the one that the SDK finds
 * @param roles roles to assume, each in another account; empty means the SDK's own account
 * @param externalId what the roles' trust policies ask for, or null
 * @param sessionName session name of the assumed roles
 * @param accountId account number, or null to ask STS
 * @param simulate history of the simulator to read from, or null for AWS
 * @param from start of a backfill, or null for an incremental run
 * @param until end of the window, excluded, or null for a minute ago
 * @param since where an incremental job starts
 * @param again whether a backfill reads sealed slices too
 * @param warnDays days ahead to warn of what AWS is about to forget
 * @param slice width of a slice
 * @param output what becomes of what commands printed
 * @param redactionRules file with more rules for redacted output, or null
 * @param range part of the list to read instead of slices, or null
 * @param maxRequestsPerSecond cap for each account and region, or null
 * @param pagesPerCommit pages between two checkpoints
 * @param shard share of the accounts and regions to read, or null for all
 * @param broker whose workers read the slices, or null where this process does
 * @param columns columns of a CSV in their order; empty for all
 * @param rows which rows get into a CSV
 * @param excel whether CSV is written for Excel
 * @param fileMode rights of the files, or null for the default
 * @param bucket what is asked of the destination's bucket
 * @param state where the job's state lives
 * @param report file that gets the report of a run, or null
 * @param metrics file that gets the metrics of a run, or null
 * @param logFormat how what a run tells is written
 * @param dashboard file that gets the page of what is archived, or null
 * @param dashboardLines whether first lines of what failed commands printed are on it
 */
public record ExportOptions(
        Destination into,
        String name,
        List<String> regions,
        List<RoleArn> roles,
        @Nullable String externalId,
        String sessionName,
        @Nullable String accountId,
        @Nullable Simulation simulate,
        @Nullable PointInTime from,
        @Nullable PointInTime until,
        PointInTime since,
        boolean again,
        int warnDays,
        Duration slice,
        @Nullable String commandId,
        @Nullable String instanceId,
        List<CommandFilter> filters,
        boolean details,
        OutputMode output,
        @Nullable String redactionRules,
        int pageSize,
        @Nullable ListRange range,
        int parallel,
        @Nullable Double maxRequestsPerSecond,
        int pagesPerCommit,
        @Nullable Shard shard,
        @Nullable BrokerUrl broker,
        boolean guardFormulas,
        List<Column> columns,
        RowChoice rows,
        boolean excel,
        @Nullable FileMode fileMode,
        BucketOptions bucket,
        StatePlace state,
        @Nullable String report,
        @Nullable String metrics,
        LogFormat logFormat,
        @Nullable String dashboard,
        boolean dashboardLines) {

    private static final long MOST_SLICES = 1_000_000;

    /**
     * Understands settings, of which a later one replaces an earlier one of the same key.
     *
     * @param jobFile where some of them come from, or null; it gives its name to a job that has none
     * @param now decides whether a window is empty
     * @throws Failure of kind USAGE that lists all mistakes, each with its origin
     */
    public static ExportOptions of(List<Setting> settings, @Nullable Path jobFile, Instant now) {
        Reader read = new Reader(RequestJson.expand(settings));
        // Without one there is a mistake, and no options.
        Destination into = read.value(OptionKeys.INTO).orElseGet(FileDestination::standardOutput);
        ExportOptions options = new ExportOptions(
                into,
                read.value(OptionKeys.NAME).orElseGet(() -> OptionKeys.defaultName(jobFile, into))
                        + read.value(OptionKeys.SHARD).map(Shard::suffix).orElse(""),
                read.value(OptionKeys.REGIONS).orElse(List.of()),
                read.value(OptionKeys.ROLES).orElse(List.of()),
                read.value(OptionKeys.EXTERNAL_ID).orElse(null),
                read.value(OptionKeys.SESSION_NAME).orElse("ssm-export"),
                read.value(OptionKeys.ACCOUNT_ID).orElse(null),
                read.value(OptionKeys.SIMULATE).orElse(null),
                read.value(OptionKeys.FROM).orElse(null),
                read.value(OptionKeys.UNTIL).orElse(null),
                read.value(OptionKeys.SINCE).orElse(new PointInTime.Age(Duration.ofDays(30))),
                read.value(OptionKeys.AGAIN).orElse(false),
                read.value(OptionKeys.WARN_DAYS).orElse(5),
                read.value(OptionKeys.SLICE).orElse(Duration.ofDays(1)),
                read.value(OptionKeys.COMMAND_ID).orElse(null),
                read.value(OptionKeys.INSTANCE_ID).orElse(null),
                read.value(OptionKeys.FILTERS).orElse(List.of()),
                read.value(OptionKeys.DETAILS).orElse(true),
                read.value(OptionKeys.OUTPUT).orElse(OutputMode.FULL),
                read.value(OptionKeys.REDACTION_RULES).orElse(null),
                read.value(OptionKeys.PAGE_SIZE).orElse(50),
                range(read),
                read.value(OptionKeys.PARALLEL).orElse(4),
                read.value(OptionKeys.MAX_REQUESTS_PER_SECOND).orElse(null),
                read.value(OptionKeys.PAGES_PER_COMMIT).orElse(20),
                read.value(OptionKeys.SHARD).orElse(null),
                read.value(OptionKeys.BROKER).orElse(null),
                read.value(OptionKeys.GUARD_FORMULAS).orElse(false),
                read.value(OptionKeys.COLUMNS).orElse(List.of()),
                read.value(OptionKeys.ROWS).orElse(RowChoice.ALL),
                read.value(OptionKeys.EXCEL).orElse(false),
                read.value(OptionKeys.FILE_MODE).orElse(null),
                new BucketOptions(
                        read.value(OptionKeys.EXPECTED_BUCKET_OWNER).orElse(null),
                        read.value(OptionKeys.S3_KMS_KEY).orElse(null)),
                read.value(OptionKeys.STATE).orElseGet(() -> StatePlace.of(into)),
                read.value(OptionKeys.REPORT).orElse(null),
                read.value(OptionKeys.METRICS).orElse(null),
                read.value(OptionKeys.LOG_FORMAT).orElse(LogFormat.TEXT),
                read.value(OptionKeys.DASHBOARD).orElse(null),
                read.value(OptionKeys.DASHBOARD_LINES).orElse(true));
        options.contradictions(read, now);
        read.failIfWrong();
        return options;
    }

    private void contradictions(Reader read, Instant now) {
        if (!read.isSet(OptionKeys.INTO)) {
            read.mistake("into", "is required: say where the rows go, for example --into parquet:archive");
        }
        boolean isInBucket =
                into instanceof FileDestination files && files.inBucket().isPresent();
        if (fileMode != null && (isInBucket || !(into instanceof FileDestination files && files.isKept()))) {
            read.mistake("file-mode", "needs files on this host but into was '" + into + "'");
        }
        for (OptionKey<?> key : List.of(OptionKeys.EXPECTED_BUCKET_OWNER, OptionKeys.S3_KMS_KEY)) {
            if (read.isSet(key) && !isInBucket) {
                read.mistake(key.name(), "needs a bucket (s3://bucket/prefix) but into was '" + into + "'");
            }
        }
        csv(read);
        if (dashboard != null && (!into.isKept() || rows != RowChoice.ALL)) {
            read.mistake(
                    "dashboard", "needs a destination that keeps all rows but into was '" + into + "', rows " + rows);
        }
        broker(read);
        shard(read);
        int mostFilters = range == null ? 3 : 5;
        if (filters.size() > mostFilters) {
            read.mistake("filters", "must be at most " + mostFilters + " but were " + filters.size());
        }
        if (range != null) {
            noSlices(read);
        } else if (filters.stream().anyMatch(ExportOptions::isOfTime)) {
            read.wrong("filters", "must not name InvokedAfter or InvokedBefore, which are --from and --until here");
        }
        if (again && from == null) {
            read.mistake("again", "needs from: say which window is to be read again");
        }
        if (roles.isEmpty() && externalId != null) {
            read.mistake("external-id", "needs roles: it is sent when they are assumed");
        }
        if (!roles.isEmpty() && accountId != null) {
            read.mistake("account-id", "can't be combined with roles, which name their accounts themselves");
        }
        rolesOfOneAccount()
                .ifPresent(account -> read.mistake("roles", "must be in different accounts but two are in " + account));
        if (until != null && from == null) {
            read.mistake("until", "needs from: an incremental run always reads up to a minute ago");
        }
        if (redactionRules != null && output != OutputMode.REDACTED) {
            read.mistake("redaction-rules", "needs output: redacted but output was " + output);
        }
        if (from instanceof PointInTime.Fixed fixed) {
            unaligned(read, fixed);
        }
        if (from != null && until != null && !from.at(now).isBefore(until.at(now))) {
            read.mistake("from", "must be before until (" + until.at(now) + ") but was " + from.at(now));
        }
        if (from != null) {
            Instant end = until == null ? now : until.at(now);
            long slices = Duration.between(from.at(now), end).dividedBy(slice);
            if (slices > MOST_SLICES) {
                read.mistake(
                        "from",
                        "must be at most " + MOST_SLICES + " slices before until but is " + slices
                                + "; take a narrower window or wider slices");
            }
        }
    }

    /** An archive keeps all it gets: what is left out AWS forgets. One file is for somebody who knows what they want. */
    private void csv(Reader read) {
        boolean isCsv = into instanceof FileDestination file && file.type() != FileType.PARQUET;
        if (excel && !isCsv) {
            read.mistake("excel", "needs CSV but into was '" + into + "'");
        }
        if (!isCsv || !into.isOneFile()) {
            String reason = "needs one CSV file (csv:- or a path that ends in .csv or .csv.gz) but into was '" + into
                    + "', an archive, which keeps all";
            if (!columns.isEmpty()) {
                read.mistake("columns", reason);
            }
            if (rows != RowChoice.ALL) {
                read.mistake("rows", reason);
            }
        }
        List<String> names = columns.stream().map(Column::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            read.mistake("columns", "must be different columns but were " + String.join(", ", names));
        }
        List<String> missing = Column.OF_INVOCATION.stream()
                .filter(name -> !names.contains(name))
                .toList();
        if (!columns.isEmpty() && isCsv && into.isOneFile() && into.isKept() && !missing.isEmpty()) {
            read.mistake(
                    "columns",
                    "must have " + String.join(", ", missing) + " too, by which a later run finds its rows in '" + into
                            + "'; put them last, or export to csv:-, which takes any columns");
        }
    }

    /** What several processes can't share. */
    private void broker(Reader read) {
        if (broker == null) {
            return;
        }
        if (read.isSet(OptionKeys.INTO) && into.isOneFile()) {
            read.mistake(
                    "broker",
                    "needs a destination that several workers write at once (Postgres, a dataset in a bucket or in a"
                            + " directory that all of them see) but into was '" + into + "', one file");
        } else if (state instanceof StatePlace.Directory) {
            read.mistake(
                    "broker",
                    "needs a state in Postgres, where run and workers meet, but it is in a directory; name one with state:"
                            + " postgresql://…");
        }
        if (simulate != null) {
            read.mistake(
                    "broker",
                    "can't be combined with simulate, which lives inside one process; start ssm-export simulate and name it"
                            + " with AWS_ENDPOINT_URL");
        }
    }

    /** What the shards of a job can't share. */
    private void shard(Reader read) {
        if (shard == null) {
            return;
        }
        if (read.isSet(OptionKeys.BROKER)) {
            read.mistake("shard", "can't be combined with broker, whose workers share the accounts and regions");
        }
        if (range != null) {
            read.mistake("shard", "can't be combined with a part of one list, which has one account and region");
        }
        boolean isInBucket =
                into instanceof FileDestination files && files.inBucket().isPresent();
        if (read.isSet(OptionKeys.INTO) && (into.isOneFile() || (into instanceof FileDestination && !isInBucket))) {
            read.mistake(
                    "shard",
                    "needs rows in Postgres or a dataset in a bucket, where jobs at once can't lose each other's rows, but"
                            + " into was '" + into
                            + "'; for files in a directory that several hosts see take workers (broker)");
        }
    }

    /** Name of the job, whichever shard of it this is. */
    public String job() {
        return shard == null
                ? name
                : name.substring(0, name.length() - shard.suffix().length());
    }

    /** What of the rows is kept, where that isn't all of it; the same text for the same choice. */
    public String choice() {
        return (columns.isEmpty()
                        ? ""
                        : " columns=" + columns.stream().map(Column::name).collect(Collectors.joining(",")))
                + (rows == RowChoice.ALL ? "" : " rows=" + rows);
    }

    private static boolean isOfTime(CommandFilter filter) {
        return filter.key() == CommandFilterKey.INVOKED_AFTER || filter.key() == CommandFilterKey.INVOKED_BEFORE;
    }

    /** Whether part of the service's list is read instead of slices. */
    public boolean isList() {
        return range != null;
    }

    private static @Nullable ListRange range(Reader read) {
        Optional<Integer> maxItems = read.value(OptionKeys.MAX_ITEMS);
        Optional<ListToken> start = read.value(OptionKeys.STARTING_TOKEN);
        return maxItems.isEmpty() && start.isEmpty()
                ? null
                : new ListRange(maxItems.orElse(null), start.orElse(ListToken.ofPage(null)));
    }

    /** A token and a number of items belong to one list of the service, in one region; a slice is another list. */
    private void noSlices(Reader read) {
        String given =
                (read.isSet(OptionKeys.STARTING_TOKEN) ? OptionKeys.STARTING_TOKEN : OptionKeys.MAX_ITEMS).name();
        for (OptionKey<?> key : List.of(OptionKeys.FROM, OptionKeys.UNTIL, OptionKeys.SINCE, OptionKeys.SLICE)) {
            if (read.isSet(key)) {
                read.mistake(
                        given,
                        "can't be combined with " + key.name() + ": it reads one list without a window, not slices;"
                                + " leave one of them out");
            }
        }
        if (regions.size() > 1) {
            read.mistake(given, "reads the list of one region but regions are " + String.join(", ", regions));
        }
        if (roles.size() > 1) {
            read.mistake(
                    given,
                    "reads the list of one account but roles are "
                            + roles.stream().map(RoleArn::text).collect(Collectors.joining(", ")));
        }
        if (read.isSet(OptionKeys.INTO) && !into.isOneFile()) {
            read.mistake(
                    given,
                    "needs one file as its destination (csv:- or a path that ends in .csv, .csv.gz or .parquet) but into"
                            + " was '" + into + "', which is kept in slices");
        }
    }

    private Optional<String> rolesOfOneAccount() {
        Set<String> accounts = new HashSet<>();
        return roles.stream()
                .distinct()
                .map(RoleArn::account)
                .filter(account -> !accounts.add(account))
                .findFirst();
    }

    private void unaligned(Reader read, PointInTime.Fixed from) {
        Instant start = Slice.floor(from.instant(), slice);
        if (!start.equals(from.instant())) {
            read.mistake(
                    "from",
                    "must be the start of a slice of " + Quantity.of(slice) + " but was " + from.instant() + "; use "
                            + start + " or a narrower slice");
        }
    }

    /** Reads values and gathers what is wrong with them. */
    private static final class Reader {

        private final Map<String, Setting> settings = new HashMap<>();
        private final List<Problem> mistakes = new ArrayList<>();

        Reader(List<Setting> all) {
            all.forEach(setting -> settings.put(setting.key(), setting));
            all.stream().filter(setting -> !OptionKeys.isKnown(setting.key())).forEach(this::unknown);
        }

        private void unknown(Setting setting) {
            String suggestion = OptionKeys.mostLike(setting.key())
                    .map(key -> "; did you mean '" + key + "'?")
                    .orElse("");
            mistakes.add(Problem.of("unknown key '" + setting.key() + "'" + suggestion)
                    .at(Place.position(setting.origin())));
        }

        boolean isSet(OptionKey<?> key) {
            return settings.containsKey(key.name());
        }

        <T> Optional<T> value(OptionKey<T> key) {
            Setting setting = settings.get(key.name());
            if (setting == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(key.parser().apply(setting.values()));
            } catch (IllegalArgumentException e) {
                String said = String.valueOf(e.getMessage());
                String mustBe =
                        said.startsWith(key.name()) ? said.substring(key.name().length() + 1) : said;
                if (mustBe.contains(" but was ")) {
                    mistake(key.name(), mustBe);
                } else {
                    wrong(key.name(), mustBe);
                }
                return Optional.empty();
            }
        }

        /** A mistake that is plain from the value. */
        void wrong(String key, String mustBe) {
            Setting setting = settings.get(key);
            String was = setting == null ? "" : setting.text();
            mistake(key, mustBe + " but was '" + PostgresAddress.redacted(was) + "'");
        }

        void mistake(String key, String what) {
            Setting setting = settings.get(key);
            String place = setting == null ? key : setting.origin();
            mistakes.add(
                    place.endsWith(key)
                            ? Problem.of(place + " " + what)
                            : Problem.of(key + " " + what).at(Place.position(place)));
        }

        void failIfWrong() {
            if (!mistakes.isEmpty()) {
                throw new Failure(USAGE, mistakes);
            }
        }
    }
}
