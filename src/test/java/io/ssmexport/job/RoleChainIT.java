package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.sink.file.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole processes that read a fleet through a chain of roles: first that of the AWS profile, then one for each account. */
class RoleChainIT {

    @TempDir
    private Path directory;

    private Simulator simulator;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(
                new Simulation(600, 30, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
        Files.writeString(directory.resolve("config"), """
                [profile hub]
                role_arn = arn:aws:iam::999900001111:role/ssm-export
                source_profile = base
                region = us-east-1
                [profile base]
                aws_access_key_id = simulator
                aws_secret_access_key = simulator
                """);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theProfilesRoleAssumesThoseOfTheAccounts() throws Exception {
        assertThat(run("whole")).isZero();
        assertThat(simulator.requests().stream()
                        .filter(request -> request.operation().equals("AssumeRole"))
                        .map(request ->
                                request.account() + " " + request.body().replaceAll("(?s).*RoleArn=([^&]+).*", "$1")))
                .containsOnlyOnce("999900001111 arn%3Aaws%3Aiam%3A%3A111111111111%3Arole%2Fread")
                .containsOnlyOnce("999900001111 arn%3Aaws%3Aiam%3A%3A222222222222%3Arole%2Fread")
                .contains("123456789012 arn%3Aaws%3Aiam%3A%3A999900001111%3Arole%2Fssm-export");
    }

    @Test
    void aFleetKilledAgainAndAgainEndsWithTheRowsOfOneThatWasNot() throws Exception {
        assertThat(run("whole")).isZero();
        assertThat(killed("killed", CrashPoint.PAGE_READ + ":31")).isEqualTo(137);
        assertThat(killed("killed", CrashPoint.PART_WRITTEN + ":17")).isEqualTo(137);
        assertThat(killed("killed", CrashPoint.SLICE_RENAMED + ":5")).isEqualTo(137);
        assertThat(run("killed")).isZero();
        assertThat(rows("killed")).isEqualTo(rows("whole")).hasSizeGreaterThan(400);
    }

    private int run(String name) {
        InProcess program = new InProcess(directory);
        environment().forEach(program::set);
        return program.run(arguments(name));
    }

    private int killed(String name, String crash) throws Exception {
        ExportProcess process = new ExportProcess(directory).jvm("-Dssm-export.crash=" + crash);
        environment().forEach(process::set);
        return process.run(arguments(name));
    }

    private Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", simulator.endpoint().toString(),
                "AWS_CONFIG_FILE", directory.resolve("config").toString(),
                "AWS_PROFILE", "hub");
    }

    private static List<String> arguments(String name) {
        return List.of(
                "run",
                "--name=" + name,
                "--into=parquet:" + name,
                "--state=state",
                "--since=5d",
                "--page-size=5",
                "--pages-per-commit=2",
                "--regions=us-east-1,eu-west-1",
                "--roles=arn:aws:iam::111111111111:role/read,arn:aws:iam::222222222222:role/read");
    }

    private List<List<@Nullable String>> rows(String name) throws Exception {
        return DuckDb.query("select * exclude (exported_at) from read_parquet('" + directory.resolve(name)
                + "/**/*.parquet') order by account_id, region, command_id, instance_id, plugin_index");
    }
}
