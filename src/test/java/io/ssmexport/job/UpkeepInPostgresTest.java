package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten and masked on purpose where rows and state are in Postgres. */
class UpkeepInPostgresTest {

    private static final String ROWS =
            "select command_id || instance_id || plugin_index || coalesce(output, '-') from ssm.command_plugin ";

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @TempDir
    private Path directory;

    @Test
    void rowsAreForgottenAndMaskedAndNoRunBringsThemBack() throws Exception {
        try (SimulatedJob job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(600, 30, 5),
                "--since=9d",
                "--into=" + warehouse.url(),
                "--state=" + warehouse.url())) {
            job.run();
            List<String> later = query(ROWS + "where requested_date_time >= '2026-11-15Z' order by 1");
            assertThat(query(ROWS).size()).isGreaterThan(later.size());

            job.forgetting("2026-11-15").forget();
            job.run("--from=2026-11-10");
            assertThat(query(ROWS + "order by 1")).isEqualTo(later).hasSizeGreaterThan(100);

            Redacting.Masked would = job.redacting("--output=redacted").look();
            assertThat(query(ROWS + "order by 1")).isEqualTo(later);
            assertThat(job.redacting("--output=redacted").redact().byRule())
                    .isEqualTo(would.byRule())
                    .isNotEmpty();
            List<String> masked = query(ROWS + "order by 1");
            assertThat(masked).hasSameSizeAs(later).isNotEqualTo(later);
            job.run("--output=redacted", "--from=2026-11-15", "--until=2026-11-19", "--again=true");
            assertThat(query(ROWS + "order by 1")).isEqualTo(masked);
        }
    }

    private List<String> query(String sql) throws Exception {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
