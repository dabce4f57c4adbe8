package io.ssmexport.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmexport.broker.BrokerUrl;
import io.ssmexport.destination.Destination;
import io.ssmexport.destination.StatePlace;
import io.ssmexport.disk.FileMode;
import io.ssmexport.failure.Failure;
import io.ssmexport.row.RowChoice;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.slice.RoleArn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of settings, {@code key=value key=value}, and what becomes of it. */
class ExportOptionsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static ExportOptions options(String settings) {
        return options(settings, null);
    }

    private static ExportOptions options(String settings, @Nullable Path jobFile) {
        List<Setting> all = new ArrayList<>();
        for (String setting : settings.split(" (?=[a-z0-9-]+=)", -1)) {
            String[] keyAndValues = setting.split("=", 2);
            all.add(Setting.of(keyAndValues[0], Arrays.asList(keyAndValues[1].split("&")), "--" + keyAndValues[0]));
        }
        return ExportOptions.of(all, jobFile, NOW);
    }

    private static List<String> mistakes(String settings) {
        return catchThrowableOfType(Failure.class, () -> options(settings)).lines();
    }

    @Test
    void aShardIsAJobOfItsOwnName() {
        assertThat(options("into=postgres: name=fleet shard=2/8").name()).isEqualTo("fleet.2of8");
        assertThat(options("into=postgres: name=fleet shard=2/8").job()).isEqualTo("fleet");
        assertThat(options("into=csv:s3://bucket/fleet shard=index/8").name()).isEqualTo("fleet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "into=parquet:archive|needs rows in Postgres or a dataset in a bucket",
                "into=csv:-|needs rows in Postgres or a dataset in a bucket",
                "into=csv:s3://bucket/history.csv|needs rows in Postgres or a dataset in a bucket",
                "into=postgres: broker=tcp://broker:61616|can't be combined with broker",
            })
    void whatShardsCanNotShareIsRefusedWithTheReason(String settings, String reason) {
        assertThat(mistakes(settings + " shard=2/8"))
                .singleElement()
                .asString()
                .startsWith("--shard ")
                .contains(reason);
    }

    @Test
    void whatNobodySaidHasItsDefault() {
        assertThat(options("into=parquet:archive"))
                .isEqualTo(new ExportOptions(
                        Destination.parse("parquet:archive"),
                        "archive",
                        List.of(),
                        List.of(),
                        null,
                        "ssm-export",
                        null,
                        null,
                        null,
                        null,
                        new PointInTime.Age(Duration.ofDays(30)),
                        false,
                        5,
                        Duration.ofDays(1),
                        null,
                        null,
                        List.of(),
                        true,
                        OutputMode.FULL,
                        null,
                        50,
                        null,
                        4,
                        null,
                        20,
                        null,
                        null,
                        false,
                        List.of(),
                        RowChoice.ALL,
                        false,
                        null,
                        new BucketOptions(null, null),
                        StatePlace.Directory.OF_USER,
                        null,
                        null,
                        LogFormat.TEXT,
                        null,
                        true));
    }

    @Test
    void whatIsSaidReachesItsPlace() {
        ExportOptions options = options("into=csv:out name=job regions=us-east-1&eu-west-1"
                + " roles=arn:aws:iam::111122223333:role/r external-id=ext session-name=me"
                + " simulate=invocations=9,days=2,seed=3 from=2026-11-01 until=12h since=3d again=true warn-days=0"
                + " slice=6h command-id=00000000-0000-0000-0000-000000000000 instance-id=i-01234567 details=false"
                + " output=redacted redaction-rules=rules.toml page-size=7 parallel=64 max-requests-per-second=0.5"
                + " pages-per-commit=1000 guard-formulas=true excel=true file-mode=640 state=st report=r.json metrics=m.prom log-format=json"
                + " dashboard=d.html dashboard-lines=false");
        assertThat(options)
                .isEqualTo(new ExportOptions(
                        Destination.parse("csv:out"),
                        "job",
                        List.of("us-east-1", "eu-west-1"),
                        List.of(RoleArn.parse("arn:aws:iam::111122223333:role/r")),
                        "ext",
                        "me",
                        null,
                        new Simulation(9, 2, 3),
                        new PointInTime.Fixed(Instant.parse("2026-11-01T00:00:00Z")),
                        new PointInTime.Age(Duration.ofHours(12)),
                        new PointInTime.Age(Duration.ofDays(3)),
                        true,
                        0,
                        Duration.ofHours(6),
                        "00000000-0000-0000-0000-000000000000",
                        "i-01234567",
                        List.of(),
                        false,
                        OutputMode.REDACTED,
                        "rules.toml",
                        7,
                        null,
                        64,
                        0.5,
                        1000,
                        null,
                        null,
                        true,
                        List.of(),
                        RowChoice.ALL,
                        true,
                        FileMode.parse("640"),
                        new BucketOptions(null, null),
                        StatePlace.parse("st"),
                        "r.json",
                        "m.prom",
                        LogFormat.JSON,
                        "d.html",
                        false));
    }

    @Test
    void aPageNeedsWhatIsKeptAsAWhole() {
        for (String settings : List.of("into=csv:- dashboard=d.html", "into=csv:a.csv rows=failed dashboard=d.html")) {
            assertThatThrownBy(() -> options(settings))
                    .hasMessageContaining("dashboard needs a destination that keeps all rows but into was 'csv:");
        }
    }

    @Test
    void whatIsAskedOfABucketReachesItsPlace() {
        assertThat(options("into=parquet:s3://bucket/prefix expected-bucket-owner=111122223333"
                                + " s3-kms-key=arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab")
                        .bucket())
                .isEqualTo(new BucketOptions("111122223333", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab"));
        assertThat(mistakes("into=csv:out expected-bucket-owner=111122223333 s3-kms-key=alias/a"))
                .containsExactly(
                        "--expected-bucket-owner needs a bucket (s3://bucket/prefix) but into was 'csv:out'",
                        "--s3-kms-key needs a bucket (s3://bucket/prefix) but into was 'csv:out'");
        assertThat(mistakes("into=csv:s3://bucket file-mode=640"))
                .containsExactly("--file-mode needs files on this host but into was 'csv:s3://bucket'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=x|into is required: say where the rows go, for example --into parquet:archive",
                "into=parquet:a again=true|--again needs from: say which window is to be read again",
                "into=parquet:a external-id=ext|--external-id needs roles: it is sent when they are assumed",
                "into=parquet:a account-id=123456789012 roles=arn:aws:iam::111122223333:role/r|--account-id can't be"
                        + " combined with roles, which name their accounts themselves",
                "into=parquet:a roles=arn:aws:iam::111122223333:role/r&arn:aws:iam::111122223333:role/s|--roles must be in"
                        + " different accounts but two are in 111122223333",
                "into=parquet:a until=1d|--until needs from: an incremental run always reads up to a minute ago",
                "into=parquet:a redaction-rules=r|--redaction-rules needs output: redacted but output was full",
                "into=parquet:a from=2026-11-01T03:00:00Z slice=6h|--from must be the start of a slice of 6h but was"
                        + " 2026-11-01T03:00:00Z; use 2026-11-01T00:00:00Z or a narrower slice",
                "into=parquet:a from=2026-11-01 until=2026-11-01|--from must be before until (2026-11-01T00:00:00Z) but was"
                        + " 2026-11-01T00:00:00Z",
                "into=parquet:a from=1970-01-01 slice=1m|--from must be at most 1000000 slices before until but is 29919600;"
                        + " take a narrower window or wider slices",
                "into=parquet:a sinse=3d|--sinse: unknown key 'sinse'; did you mean 'since'?",
                "into=parquet:a warp=3|--warp: unknown key 'warp'",
                "into=parquet:a max-items=3|--max-items needs one file as its destination (csv:- or a path that ends in .csv,"
                        + " .csv.gz or .parquet) but into was 'parquet:a', which is kept in slices",
                "into=csv:- max-items=3 since=3d|--max-items can't be combined with since: it reads one list without a window,"
                        + " not slices; leave one of them out",
                "into=csv:- max-items=3 regions=us-east-1&us-east-2|--max-items reads the list of one region but regions are"
                        + " us-east-1, us-east-2",
                "into=parquet:a filters=key=InvokedAfter,value=2026-11-01T00:00:00Z|--filters must not name InvokedAfter or"
                        + " InvokedBefore, which are --from and --until here but was"
                        + " 'key=InvokedAfter,value=2026-11-01T00:00:00Z'",
                "into=parquet:a columns=output rows=failed excel=true|--excel needs CSV but into was 'parquet:a'; --columns needs"
                        + " one CSV file (csv:- or a path that ends in .csv or .csv.gz) but into was 'parquet:a', an"
                        + " archive, which keeps all; --rows needs one CSV file (csv:- or a path that ends in .csv or"
                        + " .csv.gz) but into was 'parquet:a', an archive, which keeps all",
                "into=csv:a.csv columns=region&output|--columns must have account_id, command_id, instance_id,"
                        + " requested_date_time too, by which a later run finds its rows in 'csv:a.csv'; put them last, or"
                        + " export to csv:-, which takes any columns",
                "into=csv:a rows=failed|--rows needs one CSV file (csv:- or a path that ends in .csv or .csv.gz) but into was"
                        + " 'csv:a', an archive, which keeps all",
                "into=csv:- columns=output&region&output|--columns must be different columns but were output, region, output",
                "into=csv:- columns=outptu|--columns must be columns such as instance_name, of those that the analyst's guide"
                        + " lists but was 'outptu'",
                "into=parquet: page-size=51|--into must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output),"
                        + " postgres: or a postgresql:// URL but was 'parquet:'; --page-size must be a number from 1"
                        + " to 50 but was '51'"
            })
    void allMistakesAreNamedAtOnce(String settings, String mistakes) {
        assertThat(String.join("; ", mistakes(settings))).isEqualTo(mistakes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "warn-days=0|30|-1|31",
                "page-size=1|50|0|51",
                "parallel=1|64|0|65",
                "pages-per-commit=1|1000|0|1001",
                "session-name=ab|a.b@c,d=e+f-g|a|a b",
                "account-id=012345678901|999999999999|12345678901|1234567890123",
                "instance-id=i-0123456789abcdef0|mi-0123456789abcdef0|i-012345678|mi-01234567",
                "command-id=00000000-0000-0000-0000-000000000000|ABCDEFAB-0000-0000-0000-000000000000|0|x0000000-0000-0000-0000-000000000000",
                "regions=us-east-1|us-gov-west-1|us|US-EAST-1",
                "name=a|A.b_c-1|.a|a/b",
                "slice=1m|1d|7h|2d",
                "since=30d|2026-11-01|yesterday|2026-13-01",
                "since=PT36H|36500d|36501d|-1d"
            })
    void theEdgesOfAValueAreTakenAndWhatLiesBeyondIsNot(String first, String last, String below, String above) {
        String key = first.substring(0, first.indexOf('=') + 1);
        options("into=csv:a " + first);
        options("into=csv:a " + key + last);
        assertThat(mistakes("into=csv:a " + key + below)).hasSize(1);
        assertThat(mistakes("into=csv:a " + key + above)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "into=postgres:",
                "into=parquet:archive state=postgres:",
                "into=csv:s3://bucket/history state=postgresql://db/warehouse"
            })
    void slicesAreHandedToWorkersWhereSeveralCanWrite(String settings) {
        assertThat(options(settings + " broker=tcp://broker:61616").broker())
                .isEqualTo(BrokerUrl.parse("tcp://broker:61616"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "into=csv:- state=postgres:|into was 'csv:-', one file",
                "into=parquet:a/history.parquet state=postgres:|into was 'parquet:a/history.parquet', one file",
                "into=csv:s3://bucket/history.csv state=postgres:|one file",
                "into=parquet:archive|needs a state in Postgres",
                "into=postgres: state=st|needs a state in Postgres",
                "into=postgres: simulate=days=2|can't be combined with simulate"
            })
    void whatWorkersCanNotShareIsRefusedWithTheReason(String settings, String reason) {
        assertThat(mistakes(settings + " broker=tcp://broker:61616"))
                .singleElement()
                .asString()
                .startsWith("--broker ")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet:/srv/archive/, archive",
        "csv:report.csv, report",
        "csv.gz:a/report.csv.gz, report",
        "csv:ends.csv.gz, ends",
        "csv:-, export",
        "postgres:, postgres",
        "parquet:a b, a-b",
        "parquet:..., export"
    })
    void aJobWithoutAFileIsNamedAfterItsDestination(String into, String name) {
        assertThat(options("into=" + into).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"jobs/nightly.yaml, nightly", "my job.yml, my-job", "-x.yaml, x", "noend, noend"})
    void aJobIsNamedAfterItsFile(Path file, String name) {
        assertThat(options("into=postgres:", file).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19, 2026-11-19T00:00:00Z",
        "2026-11-19T17:45:00+02:00, 2026-11-19T15:45:00Z",
        "36h, 2026-11-19T00:00:00Z",
        "P1DT12H, 2026-11-19T00:00:00Z",
        "90s, 2026-11-20T11:58:30Z"
    })
    void aBoundIsADateAnInstantOrAnAge(String text, Instant meant) {
        assertThat(PointInTime.parse(text).at(NOW)).isEqualTo(meant);
    }

    @Test
    void aLaterSettingReplacesAnEarlierOne() {
        assertThat(options("into=csv:a since=3d since=4d").since()).hasToString("4d");
        assertThat(options("into=csv:a since=PT90M").since()).hasToString("90m");
    }
}
