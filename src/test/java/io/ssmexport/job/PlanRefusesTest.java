package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run would refuse the plan says beforehand, in the same words. */
class PlanRefusesTest {

    private static final String NEWER = """
            insert into %s (%s) values (99, '99', 'of tomorrow', 'SQL', 'V99', 'somebody', current_timestamp, 1, true)""";

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory, Instant.parse("2026-11-19T12:00:00Z"), new Simulation(100, 3, 5), "--since=2d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--slice=12h",
                "--details=false",
                "--output=none",
                "--filters=key=Status,value=Failed",
                "--output=redacted",
                "--output=redacted --redaction-rules=rules.toml",
                "--redaction-rules=nowhere.toml --output=redacted",
                "--name=another --output=none"
            })
    void anotherReading(String options) {
        job.run();
        refused(options.split(" "));
    }

    @Test
    void aStateDirectoryThatCannotBeMade() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        assertThat(catchThrowableOfType(Failure.class, () -> job.plan("--state=" + file))
                        .problem()
                        .text())
                .isEqualTo("[state] " + file + "/job can't be made, because " + file
                        + " is a file; name a writable directory with --state");
    }

    @Test
    void anEmptyDatabase() throws Exception {
        Files.createDirectories(directory.resolve("state/job"));
        Files.createFile(directory.resolve("state/job/state.mv.db"));
        refused();
    }

    @Test
    void anEmbeddedStateOfANewerVersion() throws Exception {
        job.run();
        try (Connection state = DriverManager.getConnection(
                        "jdbc:h2:file:" + directory.resolve("state/job/state"), "ssm_export", "");
                Statement statement = state.createStatement()) {
            statement.execute(NEWER.formatted("\"flyway_schema_history\"", columns("\"")));
        }
        assertThat(refused()).contains("is of version 99, and this ssm-export knows versions up to 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssm", "ssm_export"})
    void aSchemaOfANewerVersion(String schema) throws Exception {
        String[] intoTable = {"--into=" + warehouse.url(), "--state=" + warehouse.url()};
        job.run(intoTable);
        warehouse.execute(NEWER.formatted(schema + ".flyway_schema_history", columns("")));
        assertThat(refused(intoTable)).contains("schema " + schema + "] is of version 99");
    }

    @Test
    void whileARunGoesOnItSaysSo() {
        job.run(() -> assertThat(job.plan().unfinished()).isNotNull());
    }

    private String refused(String... options) {
        String said = catchThrowableOfType(Failure.class, () -> job.run(options))
                .problem()
                .text();
        assertThat(plan(options)).isEqualTo(said);
        return said;
    }

    /** As a failure, or as what is wrong with the destination: both end with 2. */
    private @Nullable String plan(String... options) {
        try {
            return job.plan(options).destination();
        } catch (Failure failure) {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
            return failure.problem().text();
        }
    }

    private static String columns(String quote) {
        return List.of(
                        "installed_rank",
                        "version",
                        "description",
                        "type",
                        "script",
                        "installed_by",
                        "installed_on",
                        "execution_time",
                        "success")
                .stream()
                .map(name -> quote + name + quote)
                .reduce((all, name) -> all + ", " + name)
                .orElseThrow();
    }
}
