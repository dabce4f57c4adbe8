package io.ssmexport.job;

import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.ServiceClients;
import io.ssmexport.service.Terms;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What a command on a job finds around it.
 *
 * @param variables environment variables, for AWS's set-up, Postgres and the place of the state
 * @param version of this program, for the user agent
 */
public record Environment(Clock clock, Map<String, String> variables, String version) {

    private static final Duration BUCKET_CONNECT = Duration.ofSeconds(10);

    /** S3 may put pieces together for so long before it answers. */
    private static final Duration BUCKET_READ = Duration.ofMinutes(2);

    /** Clients of AWS as it is set up here. */
    SsmClients clients(Access access) {
        return new SsmClients(version, AwsSetup.of(variables, null), access, ServiceTime.by(clock));
    }

    /** Clients for the bucket of a destination: of whoever is set up here, not of the roles that read. */
    ServiceClients bucketClients() {
        return new ServiceClients(AwsSetup.of(variables, null), Terms.of(version, BUCKET_CONNECT, BUCKET_READ));
    }
}
