package io.ssmexport.sink.file;

import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"parquet", "csv", "csv.gz"})
class SingleFileContractTest extends SinkContract {

    @Parameter
    private String format = "";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("rows." + format);
    }

    @Override
    protected Sink open(Reading reading) {
        String scheme = format.replace(".gz", "");
        return TestSinks.sink(scheme + ":" + file(), reading, Duration.ofDays(1));
    }

    @Override
    protected List<List<@Nullable String>> rows() throws Exception {
        return Files.exists(file()) ? DuckDb.rows(file()) : List.of();
    }

    @Override
    protected void destroy() throws IOException {
        Files.delete(file());
    }
}
