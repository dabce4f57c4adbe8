package io.ssmexport.sink.file;

import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SinkContract;
import io.ssmexport.sink.file.staging.Staging;
import io.ssmexport.sink.file.storage.DiskStorage;
import io.ssmexport.sink.file.storage.FileRights;
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
class DatasetContractTest extends SinkContract {

    @Parameter
    private String format = "";

    @TempDir
    private Path directory;

    @Override
    protected Sink open(Reading reading) {
        return TestSinks.sink(format + ":" + directory, reading, Duration.ofDays(1));
    }

    @Override
    protected List<List<@Nullable String>> rows() throws Exception {
        return files().isEmpty() ? List.of() : DuckDb.rows(directory.resolve("*/*." + format));
    }

    @Override
    protected void destroy() throws IOException {
        for (SliceFile file : files()) {
            Files.delete(directory.resolve(file.name()));
        }
    }

    private List<SliceFile> files() throws IOException {
        return SliceFile.list(new DiskStorage(directory, Staging.DIRECTORY, FileRights.ofOutputs(null)));
    }
}
