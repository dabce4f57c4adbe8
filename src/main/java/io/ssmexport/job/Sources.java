package io.ssmexport.job;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.options.Shard;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.slice.Source;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.Caller;
import io.ssmexport.ssm.Role;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where a job reads, and the clients to read with: of AWS, or of a simulator that lives as long as this. */
final class Sources implements AutoCloseable {

    private final ExportOptions options;
    private final List<String> regions;
    private final Access access;
    private final @Nullable Simulator simulator;
    private final SsmClients clients;

    /**
     * Nothing is asked yet.
     *
     * @param aws clients of AWS
     * @throws io.ssmexport.failure.Failure of kind USAGE if no region is set up, or what is set up can't be meant
     */
    Sources(ExportOptions options, Environment environment, Function<Access, SsmClients> aws) {
        this.options = options;
        Simulation simulation = options.simulate();
        AwsSetup setup = simulation == null ? AwsSetup.of(environment.variables(), null) : AwsSetup.none();
        this.regions = options.regions().isEmpty()
                ? List.of(simulation == null ? Caller.region(setup) : "us-east-1")
                : options.regions();
        regions.forEach(Source::requireRegion);
        this.access = new Access(roles(), Caller.tokenRegions(setup, regions), options.maxRequestsPerSecond());
        if (simulation == null) {
            this.simulator = null;
            this.clients = aws.apply(access);
        } else {
            this.simulator = simulator(simulation, environment.clock());
            this.clients = new SsmClients(
                    environment.version(),
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")),
                    simulator.endpoint(),
                    access,
                    ServiceTime.by(environment.clock()));
        }
    }

    private static Simulator simulator(Simulation simulation, Clock clock) {
        try {
            return Simulator.start(simulation, Simulator.frozenAtMidnight(clock), 0, Faults.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Role> roles() {
        return options.roles().stream()
                .distinct()
                .map(arn -> new Role(arn, options.externalId(), options.sessionName()))
                .toList();
    }

    SsmClients clients() {
        return clients;
    }

    /**
     * Account by account, each with all regions; those of the shard, if the job is one.
     *
     * @throws io.ssmexport.failure.Failure if the account's number is needed and STS doesn't tell it
     */
    List<Source> all() {
        Stream<String> accounts = options.roles().isEmpty()
                ? Stream.of(ownAccount())
                : access.roles().stream().map(Role::account);
        Shard shard = options.shard();
        return accounts.flatMap(account -> regions.stream().distinct().map(region -> new Source(account, region)))
                .filter(source -> shard == null || shard.has(source))
                .toList();
    }

    private String ownAccount() {
        return options.accountId() != null ? options.accountId() : Caller.accountId(clients, access.tokenRegions());
    }

    @Override
    public void close() {
        clients.close();
        if (simulator != null) {
            simulator.close();
        }
    }
}
