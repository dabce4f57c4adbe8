package io.ssmexport.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

    @Test
    void aPathThatEndsLikeAFileIsASingleFile() {
        assertThat(Destination.parse("parquet:a/b.parquet"))
                .isEqualTo(new Destination("parquet", "a/b.parquet", ".parquet"));
        assertThat(Destination.parse("csv:a.csv.gz")).isEqualTo(new Destination("csv", "a.csv.gz", ".csv.gz"));
        assertThat(Destination.parse("csv:a.csv")).isEqualTo(new Destination("csv", "a.csv", ".csv"));
    }

    @Test
    void anyOtherPathIsADataset() {
        assertThat(Destination.parse("csv.gz:a")).isEqualTo(new Destination("csv.gz", "a", null));
        assertThat(Destination.parse("parquet:a.d/b")).isEqualTo(new Destination("parquet", "a.d/b", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history         | into: history must be parquet:PATH, csv:PATH, csv.gz:PATH or csv:-
            parquet:        | into: parquet: must be parquet:PATH, csv:PATH, csv.gz:PATH or csv:-
            orc:history     | into: orc:history must be parquet:PATH, csv:PATH, csv.gz:PATH or csv:-
            parquet:-       | into: parquet:- can't go to standard output; only csv:- can
            parquet:a.csv   | into: parquet:a.csv names a .csv file; write csv:a.csv
            csv:a.parquet   | into: csv:a.parquet names a .parquet file; write parquet:a.parquet
            csv.gz:a.csv    | into: csv.gz:a.csv names a .csv file; write csv:a.csv
            """)
    void aMistakeIsNamed(String into, String message) {
        assertThatThrownBy(() -> Destination.parse(into))
                .isInstanceOf(Failure.class)
                .hasMessage(message)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
    }
}
