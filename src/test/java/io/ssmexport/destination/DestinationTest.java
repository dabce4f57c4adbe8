package io.ssmexport.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.destination.FileDestination.Shape;
import io.ssmexport.postgres.PostgresUrl;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "parquet:a/b.parquet, SINGLE_FILE, PARQUET",
        "csv:a.csv.gz, SINGLE_FILE, CSV_GZ",
        "csv.gz:a.csv.gz, SINGLE_FILE, CSV_GZ",
        "csv:a.csv, SINGLE_FILE, CSV",
        "csv.gz:a, DATASET, CSV_GZ",
        "csv:a, DATASET, CSV",
        "parquet:a.d/b, DATASET, PARQUET",
        "parquet:a.parquet/b, DATASET, PARQUET",
        "parquet:a.csv/, DATASET, PARQUET",
        "parquet:/, DATASET, PARQUET",
        "csv:-, STANDARD_OUTPUT, CSV",
        "csv:./-, DATASET, CSV",
        "parquet:s3://bucket, DATASET, PARQUET",
        "parquet:s3://bucket.csv, DATASET, PARQUET",
        "csv:s3://bucket/some/prefix, DATASET, CSV",
        "csv:s3://bucket/some/all.csv.gz, SINGLE_FILE, CSV_GZ"
    })
    void aPathThatEndsLikeAFileIsOneFileAndAnyOtherADirectory(String into, Shape shape, FileType type) {
        FileDestination destination = (FileDestination) Destination.parse(into);
        assertThat(destination.shape()).isEqualTo(shape);
        assertThat(destination.type()).isEqualTo(type);
        assertThat(destination).hasToString(into);
        assertThat(destination.isOneFile()).isEqualTo(shape != Shape.DATASET);
        assertThat(destination.isKept()).isEqualTo(shape != Shape.STANDARD_OUTPUT);
    }

    @Test
    void aBucketHasOneTextWhereverTheCommandIsRun() {
        Destination bucket = Destination.parse("parquet:s3://bucket/some/prefix/");
        assertThat(bucket.place(Map.of())).isEqualTo("parquet:s3://bucket/some/prefix");
        assertThat(bucket.jobName()).isEqualTo("prefix");
        assertThat(Destination.parse("csv:s3://bucket").jobName()).isEqualTo("bucket");
        assertThat(Destination.parse("csv:s3://bucket/a/b.csv.gz").jobName()).isEqualTo("b");
        assertThat(((FileDestination) Destination.parse("csv:s3://bucket/a/b.csv")).inBucket())
                .contains(new S3Prefix("bucket", "a/b.csv"));
        assertThat(new S3Prefix("bucket", "a/b.csv").parent()).hasToString("s3://bucket/a");
        assertThat(new S3Prefix("bucket", "b.csv").parent().beginning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history         | must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output), postgres: or a postgresql:// URL
            parquet:        | must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output), postgres: or a postgresql:// URL
            orc:history     | must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output), postgres: or a postgresql:// URL
            CSV:history     | must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output), postgres: or a postgresql:// URL
            parquet:-       | must be csv:- for standard output
            csv.gz:-        | must be csv:- for standard output
            parquet:a.csv   | must be csv:a.csv, because the path names a .csv file,
            csv:a.parquet   | must be parquet:a.parquet, because the path names a .parquet file,
            csv.gz:a.csv    | must be csv:a.csv, because the path names a .csv file,
            csv:s3:bucket   | must be s3://bucket/prefix, with a bucket's name of 3 to 63 letters a-z, digits, dots and dashes,
            csv:s3://       | must be s3://bucket/prefix, with a bucket's name of 3 to 63 letters a-z, digits, dots and dashes,
            csv:s3://B_x/p  | must be s3://bucket/prefix, with a bucket's name of 3 to 63 letters a-z, digits, dots and dashes,
            csv:s3://bkt//p | must be s3://bucket/prefix, with a prefix of at most 700 characters, without //, /../, *, ? or control characters,
            csv:s3://bkt/a\\b | must be s3://bucket/prefix, with a prefix of at most 700 characters, without //, /../, *, ? or control characters,
            csv:s3://bkt/../p | must be s3://bucket/prefix, with a prefix of at most 700 characters, without //, /../, *, ? or control characters,
            csv:s3://bkt/p/a.parquet | must be parquet:s3://bkt/p/a.parquet, because the path names a .parquet file,
            """)
    void aMistakeIsNamed(String into, String message) {
        assertThatThrownBy(() -> Destination.parse(into))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** An object's key has 1024 bytes, of which the names of slices and parts take their share. */
    @Test
    void aPrefixHasAtMost700Characters() {
        String longest = "csv:s3://bucket/" + "p".repeat(700);
        assertThat(Destination.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> Destination.parse(longest + "p")).hasMessageContaining("at most 700 characters");
    }

    @Test
    void aPathThatTheHostCantHaveIsNone() {
        assertThatThrownBy(() -> Destination.parse("csv:a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a path (Nul character not allowed)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres:", "postgresql://db/archive", "postgres://db"})
    void aDatabaseIsOneForTheTableAndByDefaultForTheState(String into) {
        Destination destination = Destination.parse(into);
        assertThat(destination).isEqualTo(new TableDestination(new PostgresUrl(into)));
        assertThat(StatePlace.of(destination)).isEqualTo(StatePlace.parse(into));
        assertThat(destination.isKept()).isTrue();
        assertThat(destination.isOneFile()).isFalse();
    }

    @Test
    void aDatabaseNeverShowsItsPassword() {
        Destination destination = Destination.parse("postgresql://me:secret@db/archive");
        assertThat(destination).hasToString("postgresql://me:***@db/archive");
        assertThat(destination.place(Map.of())).isEqualTo("postgresql://db:5432/archive");
    }

    @Test
    void aPlaceIsTheSameWhereverTheCommandIsRun() {
        String here = Path.of("a/../b.csv").toAbsolutePath().normalize().toString();
        assertThat(Destination.parse("csv:a/../b.csv").place(Map.of())).isEqualTo("csv:" + here);
        assertThat(Destination.parse("csv:" + here).place(Map.of())).isEqualTo("csv:" + here);
        assertThat(Destination.parse("csv:-").place(Map.of())).isEqualTo("csv:-");
    }

    @Test
    void aStateIsADirectoryOrADatabase() {
        assertThat(StatePlace.parse("state")).isEqualTo(new StatePlace.Directory(Path.of("state")));
        assertThat(StatePlace.parse("postgres:")).isEqualTo(new StatePlace.Database(new PostgresUrl("postgres:")));
        assertThat(StatePlace.of(Destination.parse("csv:a"))).isEqualTo(StatePlace.Directory.OF_USER);
        assertThat(StatePlace.parse("postgres:").onHost()).isEqualTo(StatePlace.Directory.OF_USER);
        assertThatThrownBy(() -> StatePlace.parse("postgresql:nowhere")).hasMessageStartingWith("must be postgres: or");
        assertThatThrownBy(() -> StatePlace.parse("a\0b")).hasMessage("must be a path (Nul character not allowed)");
    }
}
