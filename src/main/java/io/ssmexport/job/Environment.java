package io.ssmexport.job;

import io.ssmexport.service.AwsSetup;
import io.ssmexport.ssm.Access;
import io.ssmexport.ssm.ServiceTime;
import io.ssmexport.ssm.SsmClients;
import java.time.Clock;
import java.util.Map;

/**
 * What a command on a job finds around it.
 *
 * @param variables environment variables, for AWS's set-up, Postgres and the place of the state
 * @param version of this program, for the user agent
 */
public record Environment(Clock clock, Map<String, String> variables, String version) {

    /** Clients of AWS as it is set up here. */
    SsmClients clients(Access access) {
        return new SsmClients(version, AwsSetup.of(variables, null), access, ServiceTime.by(clock));
    }
}
