package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.cli.ExportProcess;
import io.ssmexport.cli.InProcess;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Shards as processes of their own, started as the arrays of Kubernetes and AWS Batch start them. */
class ShardKillIT {

    private static final String ROWS = "select region, command_id, instance_id, plugin_index, status, output"
            + " from ssm.command_plugin order by 1, 2, 3, 4";

    private static final List<String> OF_THE_FIRST = List.of("us-west-2", "eu-north-1");

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    @RegisterExtension
    private final Warehouse another = Warehouse.migrated();

    @TempDir
    private Path directory;

    private Simulator simulator;

    @BeforeEach
    void serve() throws Exception {
        simulator = Simulator.start(
                new Simulation(900, 5, 7), Simulator.frozenAtMidnight(Clock.systemUTC()), 0, Faults.none());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void oneThatIsKilledGoesOnWithItsShareAndTheOthersWithTheirs() throws Exception {
        assertThat(inProcess(another).run(command("run"))).isZero();

        ExportProcess first =
                process(warehouse).set("JOB_COMPLETION_INDEX", "0").jvm("-Dssm-export.crash=STATE_COMMITTED:25");
        ExportProcess second = process(warehouse).set("AWS_BATCH_JOB_ARRAY_INDEX", "1");
        Process firstRuns = first.start(command("run", "--shard=index/2"));
        Process secondRuns = second.start(command("run", "--shard=index/2"));
        assertThat(firstRuns.waitFor()).isEqualTo(137);
        assertThat(secondRuns.waitFor()).isZero();
        InProcess status = inProcess(warehouse);
        assertThat(status.run(command("status"))).isEqualTo(3);
        assertThat(status.printed()).contains("alarm: fleet.1of2: ").doesNotContain("alarm: fleet.2of2");
        int asked = simulator.requests().size();

        InProcess again = inProcess(warehouse).set("JOB_COMPLETION_INDEX", "0");
        assertThat(again.run(command("run", "--shard=index/2"))).isZero();

        assertThat(again.told().get(0)).startsWith("resuming run ");
        assertThat(simulator.requests().subList(asked, simulator.requests().size()))
                .filteredOn(request -> request.operation().equals("ListCommandInvocations"))
                .isNotEmpty()
                .allMatch(request -> OF_THE_FIRST.contains(request.region()));
        assertThat(warehouse.query(ROWS)).isEqualTo(another.query(ROWS)).hasSizeGreaterThan(900);
        assertThat(inProcess(warehouse).run(command("status"))).isZero();
        assertThat(inProcess(warehouse).run(command("verify"))).isZero();
    }

    private ExportProcess process(Warehouse database) throws Exception {
        ExportProcess process =
                ExportProcess.with(Files.createTempDirectory(directory, "process"), simulator.endpoint());
        database.variables().forEach(process::set);
        return process;
    }

    private InProcess inProcess(Warehouse database) throws Exception {
        InProcess program = InProcess.with(Files.createTempDirectory(directory, "in-process"), simulator.endpoint());
        database.variables().forEach(program::set);
        return program;
    }

    private static List<String> command(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--into=postgres:",
                "--name=fleet",
                "--regions=us-east-1,eu-west-1,us-west-2,ap-south-1,sa-east-1,eu-north-1",
                "--since=3d"));
        if (command.equals("run")) {
            arguments.addAll(List.of("--pages-per-commit=2", "--page-size=20"));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }
}
