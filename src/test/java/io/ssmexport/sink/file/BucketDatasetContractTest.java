package io.ssmexport.sink.file;

import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SinkContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"parquet", "csv", "csv.gz"})
class BucketDatasetContractTest extends SinkContract {

    @Parameter
    private String format = "";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    @Override
    protected Sink open(Reading reading) {
        return stand.sink(
                format + ":s3://" + BucketStand.BUCKET + "/some/prefix", reading, stand.access(null, 1 << 20));
    }

    @Override
    protected List<List<@Nullable String>> rows() throws Exception {
        Path copy = stand.download(Files.createTempDirectory(directory, "copy"));
        return stand.bucket().keys().stream().anyMatch(key -> key.contains("requested_date="))
                ? DuckDb.rows(copy.resolve("some/prefix/*/*." + format))
                : List.of();
    }

    @Override
    protected void destroy() {
        stand.bucket().keys().stream()
                .filter(key -> key.contains("requested_date="))
                .forEach(stand::delete);
    }
}
