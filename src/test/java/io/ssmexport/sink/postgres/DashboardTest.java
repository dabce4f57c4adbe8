package io.ssmexport.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.state.StateDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs what the Grafana dashboard asks. That its JSON has the types of the published schema was checked with {@code tsc}
 * against the type {@code Dashboard} of the npm package {@code @grafana/schema} 11.6.
 */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("sql", "grafana", "ssm-run-command.json");

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    private JsonNode dashboard;

    @BeforeEach
    void fill() throws Exception {
        dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        try (PostgresDatabase database = warehouse.open()) {
            StateDatabase.MIGRATIONS.apply(database);
            PostgresSink.MIGRATIONS.apply(database);
        }
        warehouse.execute("""
                insert into ssm.command_plugin (account_id, region, command_id, instance_id, plugin_index, document_name,
                  requested_date_time, status, status_details, plugin_name, plugin_status, response_code,
                  response_start_date_time, response_finish_date_time, exported_at)
                select '1', 'r', 'c' || n, 'i-' || n % 3, 0, 'Document ''' || n % 2, now() - n * interval '1 hour', status,
                  status, 'step', status, 0, now() - interval '9 s', now(), now()
                from generate_series(1, 40) n, lateral (
                  select (array['Success', 'Failed', 'InProgress'])[n % 3 + 1] as status) s;
                insert into ssm_export.destination values ('job postgres:ssm.command_plugin', 'details=true', 1440);
                insert into ssm_export.run values (1, 'job postgres:ssm.command_plugin', now(), now(), 'complete');
                insert into ssm_export.exported_slice values ('job postgres:ssm.command_plugin', '1', 'r',
                  date_trunc('day', now(), 'UTC'), now(), false, 1, 1, 1, 0, 1, null, 0, null, 1, now())""");
    }

    /** What Grafana sends to the server for the last 30 days, with all values of each variable chosen. */
    private static String interpolated(String sql) {
        return sql.replace("$__timeFrom()", "'2000-01-01T00:00:00Z'")
                .replace("$__timeTo()", "'2999-01-01T00:00:00Z'")
                .replace("${account:sqlstring}", "'1','2'")
                .replace("${region:sqlstring}", "'r'")
                .replace("${document:sqlstring}", "'Document ''0','Document ''1'");
    }

    @Test
    void everyPanelAndVariableAsksWhatTheViewsAnswer() throws Exception {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            panel.get("targets")
                    .forEach(target -> queries.add(target.get("rawSql").asText()));
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.get("type").asText().equals("query")) {
                queries.add(variable.get("query").asText());
            }
        }
        assertThat(queries).hasSize(17);
        for (String query : queries) {
            assertThat(interpolated(query)).doesNotContain("$");
            assertThat(warehouse.query(interpolated(query))).as(query).isNotEmpty();
        }
    }

    @Test
    void aSeriesHasATimeOfTheRightTypeInItsFirstColumn() throws Exception {
        for (JsonNode panel : dashboard.get("panels")) {
            JsonNode target = panel.at("/targets/0");
            if (target.get("format").asText().equals("time_series")) {
                String query = interpolated(target.get("rawSql").asText());
                assertThat(warehouse.value("select pg_typeof(time) from (" + query + ") series"))
                        .isEqualTo("timestamp with time zone");
            }
        }
    }

    @Test
    void panelsHaveIdsOfTheirOwnADescriptionAndPlaceOnTheGrid() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            assertThat(panel.get("description").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = place.get("y").asInt();
                        y < place.get("y").asInt() + place.get("h").asInt();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }
}
