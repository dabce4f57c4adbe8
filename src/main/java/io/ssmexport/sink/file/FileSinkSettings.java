package io.ssmexport.sink.file;

import io.ssmexport.row.RowChoice;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.s3.BucketAccess;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What file sinks need to know besides where to write.
 *
 * @param job name of the job, for the footers of Parquet files
 * @param reading how the job reads
 * @param width width of its slices
 * @param rowGroupBytes size of Parquet row groups; about one is held in memory, whatever the number of slices read at a time
 * @param csv how CSV is written
 * @param rows which rows are written
 * @param rights who may read the files
 * @param standardOutput where {@code csv:-} goes; no {@link PrintStream}, which would hide that the reader went away
 * @param scratch directory for what {@code csv:-} stages, for what is on its way to or from a bucket, and for zstd's library if
 *     need be; made when it is needed
 * @param bucket how a bucket is reached
 */
public record FileSinkSettings(
        String job,
        Reading reading,
        Duration width,
        long rowGroupBytes,
        CsvStyle csv,
        RowChoice rows,
        FileRights rights,
        OutputStream standardOutput,
        Path scratch,
        BucketAccess bucket) {

    /** 128 MiB, which Parquet's own documentation asks for at least. */
    public static final long DEFAULT_ROW_GROUP_BYTES = 128L << 20;

    public FileSinkSettings {
        if (rowGroupBytes <= 0) {
            throw new IllegalArgumentException("rowGroupBytes must be positive but was " + rowGroupBytes);
        }
        if (standardOutput instanceof PrintStream) {
            throw new IllegalArgumentException("standardOutput must report errors, which a PrintStream doesn't");
        }
    }
}
