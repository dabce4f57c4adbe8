package io.ssmexport.ssm;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The program's own clients with credentials that any simulator takes. */
public final class SimulatedClients {

    private SimulatedClients() {}

    public static SsmClients to(URI endpoint, Access access) {
        return to(endpoint, access, ServiceTime.by(Clock.systemUTC()));
    }

    /** Clients for which only as much time passes as on the given clock, which never jumps. */
    public static SsmClients to(URI endpoint, Access access, Clock machine, Clock steady) {
        return to(endpoint, access, time(machine, steady));
    }

    private static SsmClients to(URI endpoint, Access access, ServiceTime time) {
        return new SsmClients(
                "test",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")),
                endpoint,
                access,
                time);
    }

    /** What a machine whose clocks these are knows before the first answer. */
    static ServiceTime time(Clock machine, Clock steady) {
        return new ServiceTime(
                machine, () -> Duration.between(Instant.EPOCH, steady.instant()).toNanos());
    }
}
