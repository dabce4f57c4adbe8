package io.ssmexport.job;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresAddress;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.postgres.PostgresSink;
import io.ssmexport.state.StateDirectory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A destination to look at, not to write to.
 *
 * @param database what it is in, or null for files
 */
record SinkToInspect(Sink sink, @Nullable PostgresDatabase database) implements AutoCloseable {

    static SinkToInspect open(ExportOptions options, Environment environment) {
        Map<String, String> variables = environment.variables();
        if (PostgresAddress.isOne(options.into())) {
            PostgresDatabase database =
                    PostgresDatabase.open(PostgresAddress.of(options.into(), variables), options.name(), 1);
            return new SinkToInspect(new PostgresSink(database, options.name(), JobReading.of(options)), database);
        }
        String state = PostgresAddress.isOne(Stores.stateText(options)) ? null : options.state();
        StateDirectory scratch = StateDirectory.of(state, options.name(), variables);
        return new SinkToInspect(Stores.fileSink(options, scratch.path()), null);
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
