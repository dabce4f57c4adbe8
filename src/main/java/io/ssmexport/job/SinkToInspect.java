package io.ssmexport.job;

import io.ssmexport.destination.FileDestination;
import io.ssmexport.destination.TableDestination;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.file.FileSink;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDirectory;
import java.util.Map;

/**
 * A destination to look at, not to write to.
 *
 * @param closing ends what it is in
 */
record SinkToInspect(Sink sink, Runnable closing) implements AutoCloseable {

    static SinkToInspect open(ExportOptions options, Environment environment) {
        Map<String, String> variables = environment.variables();
        if (options.into() instanceof FileDestination into) {
            StateDirectory scratch = StateDirectory.of(options.state().onHost(), options.name(), variables);
            FileSink files = Stores.files(into, options, environment, scratch.path());
            return new SinkToInspect(files, files::close);
        }
        return ofTable(((TableDestination) options.into()).url().address(variables), options);
    }

    private static SinkToInspect ofTable(PostgresAddress address, ExportOptions options) {
        PostgresDatabase database = PostgresDatabase.open(address, options.name(), 1);
        return new SinkToInspect(new PostgresSink(database, options.name(), JobReading.of(options)), database::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
