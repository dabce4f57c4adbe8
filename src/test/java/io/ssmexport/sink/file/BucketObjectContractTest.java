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
class BucketObjectContractTest extends SinkContract {

    @Parameter
    private String format = "";

    @RegisterExtension
    private final BucketStand stand = new BucketStand();

    @TempDir
    private Path directory;

    private String key() {
        return "some/rows." + format;
    }

    @Override
    protected Sink open(Reading reading) {
        return stand.sink(
                format.replace(".gz", "") + ":s3://" + BucketStand.BUCKET + "/" + key(),
                reading,
                stand.access(null, 1 << 20));
    }

    @Override
    protected List<List<@Nullable String>> rows() throws Exception {
        Path copy = stand.download(Files.createTempDirectory(directory, "copy"));
        return Files.exists(copy.resolve(key())) ? DuckDb.rows(copy.resolve(key())) : List.of();
    }

    @Override
    protected void destroy() {
        stand.delete(key());
    }
}
