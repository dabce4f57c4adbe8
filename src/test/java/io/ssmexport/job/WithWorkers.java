package io.ssmexport.job;

import io.ssmexport.postgres.Warehouse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of runs and workers over a broker. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A run whose workers are gone waits for others.
abstract class WithWorkers {

    @RegisterExtension
    final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    Path directory;

    @AutoClose
    WorkerFleet fleet;

    /** URL of the broker. */
    abstract String broker();

    @BeforeEach
    final void serve() throws Exception {
        fleet = new WorkerFleet(warehouse, broker(), directory);
    }
}
