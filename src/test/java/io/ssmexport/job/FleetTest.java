package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.simulator.Request;
import io.ssmexport.simulator.Simulation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many accounts and regions in one job. */
class FleetTest {

    private static final String FIRST = "arn:aws:iam::111111111111:role/read";
    private static final String SECOND = "arn:aws:iam::222222222222:role/path/read";

    @TempDir
    private Path directory;

    @AutoClose
    private SimulatedJob job;

    @BeforeEach
    void serve() throws Exception {
        job = new SimulatedJob(
                directory,
                Instant.parse("2026-11-19T12:00:00Z"),
                new Simulation(60, 3, 5),
                "--since=3d",
                "--regions=us-east-1,eu-west-1",
                "--roles=" + FIRST + "," + SECOND);
    }

    @Test
    void everyRegionOfEveryRolesAccountIsRead() throws Exception {
        assertThat(job.run("--external-id=secret", "--session-name=night").failed())
                .isEmpty();
        assertThat(job.query("select distinct account_id, region from archive order by all"))
                .containsExactly(
                        List.of("111111111111", "eu-west-1"),
                        List.of("111111111111", "us-east-1"),
                        List.of("222222222222", "eu-west-1"),
                        List.of("222222222222", "us-east-1"));
        assertThat(assumed())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.body()).contains("ExternalId=secret", "RoleSessionName=night", "role%2F"));
    }

    @Test
    void aRoleThatCannotBeAssumedIsAskedForOnceAndFailsAlone() throws Exception {
        job.faults.deny("222222222222");
        SimulatedJob.Told told = job.run("--parallel=1");
        assertThat(told.failed()).hasSize(8).allMatch(slice -> slice.contains("222222222222"));
        assertThat(told.reasons())
                .allSatisfy(reason -> assertThat(reason).contains("the role can't be assumed: AccessDenied"));
        // A refusal with a Date that isn't its own machine's makes the SDK sign once more.
        assertThat(assumed()).hasSizeBetween(2, 3);
        assertThat(job.query("select distinct account_id from archive")).containsExactly(List.of("111111111111"));

        job.faults.allow("222222222222");
        assertThat(job.run().failed()).isEmpty();
        assertThat(job.query("select distinct account_id from archive")).hasSize(2);
    }

    @Test
    void aDeniedRegionIsAskedOnceForEachAccountAndFailsAlone() {
        job.faults.deny("eu-west-1");
        SimulatedJob.Told told = job.run("--parallel=1");
        assertThat(told.failed()).hasSize(8).allMatch(slice -> slice.contains("eu-west-1"));
        Map<String, Long> refused = job.asked(0).stream()
                .filter(request -> request.region().equals("eu-west-1"))
                .collect(Collectors.groupingBy(Request::account, Collectors.counting()));
        assertThat(refused).isEqualTo(Map.of("111111111111", 1L, "222222222222", 1L));
    }

    private List<Request> assumed() {
        return job.simulator.requests().stream()
                .filter(request -> request.operation().equals("AssumeRole"))
                .toList();
    }
}
