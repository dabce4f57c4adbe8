package io.ssmexport.job;

import io.ssmexport.destination.StatePlace;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.state.StateDatabase;
import io.ssmexport.state.StateDirectory;
import java.util.Map;

/** A job's state to look at, not to write to. */
final class StateToInspect {

    private StateToInspect() {}

    /**
     * Looks whether a run could use it.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if it couldn't
     */
    static void requireUsable(ExportOptions options, Map<String, String> variables) {
        if (!options.into().isKept()) {
            return;
        }
        if (options.state() instanceof StatePlace.Database place) {
            try (PostgresDatabase database = PostgresDatabase.open(place.url().address(variables), options.name(), 1)) {
                StateDatabase.MIGRATIONS.inspect(database);
            }
        } else {
            StateDatabase.inspect(StateDirectory.of(options.state().onHost(), options.name(), variables));
        }
    }
}
