package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.slice.Source;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandedOutTest {

    private static final Source LANE = new Source("123456789012", "us-east-1");

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    /** The steps have their numbers in the order of the plan, which needs not be that of their names. */
    @Test
    void theFirstOfALaneThatHasNotEndedIsNext() throws SQLException {
        warehouse.execute("insert into ssm_export.batch_job_instance values (1, 0, 'export', 'key');"
                + "insert into ssm_export.batch_job_execution (job_execution_id, version, job_instance_id, create_time, status)"
                + " values (1, 0, 1, now(), 'STARTED'), (2, 0, 1, now(), 'STARTED')");
        step(15, 1, "2026-11-10_123456789012_us-east-1", "STARTING");
        step(14, 1, "2026-11-11_123456789012_us-east-1", "STOPPED");
        step(13, 1, "2026-11-12_123456789012_us-east-1", "FAILED");
        step(12, 1, "2026-11-13_123456789012_us-east-1", "COMPLETED");
        step(11, 1, "2026-11-14_123456789012_us-east-2", "STARTED");
        step(10, 1, "2026-11-14_210987654321_us-east-1", "UNKNOWN");
        step(9, 2, "2026-11-14_123456789012_us-east-1", "STARTING");
        try (PostgresDatabase database = warehouse.open()) {
            HandedOut slices = new HandedOut(database.dataSource());
            assertThat(slices.lines(1)).extracting(HandedOut.Line::step).containsExactly(10L, 11L, 12L, 13L, 14L, 15L);
            assertThat(slices.next(1, LANE)).contains(14L);
            assertThat(slices.next(1, new Source("123456789012", "us-east-2"))).contains(11L);
            assertThat(slices.next(1, new Source("210987654321", "us-east-1"))).contains(10L);
            assertThat(slices.next(2, LANE)).contains(9L);

            for (String status : List.of("STOPPING", "STOPPED", "FAILED", "COMPLETED")) {
                warehouse.execute("update ssm_export.batch_job_execution set status = '" + status + "'");
                assertThat(slices.next(1, LANE))
                        .as("of a run that is %s", status)
                        .isEmpty();
            }
        }
    }

    private void step(int step, int execution, String slice, String status) throws SQLException {
        warehouse.execute("insert into ssm_export.batch_step_execution"
                + " (step_execution_id, version, step_name, job_execution_id, create_time, read_count, status) values ("
                + step + ", 0, 'slice:" + slice + "_0000', " + execution + ", now(), 0, '" + status + "')");
    }
}
