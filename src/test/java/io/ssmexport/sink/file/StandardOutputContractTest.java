package io.ssmexport.sink.file;

import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SinkContract;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputContractTest extends SinkContract {

    @TempDir
    private Path scratch;

    /** Of the process that was opened last. */
    private ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Override
    protected Sink open(Reading reading) {
        printed = new ByteArrayOutputStream();
        return TestSinks.sink("csv:-", printed, scratch);
    }

    @Override
    protected List<List<@Nullable String>> rows() throws Exception {
        return printed.size() == 0
                ? List.of()
                : DuckDb.rows(Files.write(scratch.resolve("printed.csv"), printed.toByteArray()));
    }

    @Override
    protected void destroy() {
        // Nobody can look.
    }

    @Override
    protected boolean isArchive() {
        return false;
    }
}
