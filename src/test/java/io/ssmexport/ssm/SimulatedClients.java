package io.ssmexport.ssm;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The program's own clients with credentials that any simulator takes. */
public final class SimulatedClients {

    private SimulatedClients() {}

    public static SsmClients to(URI endpoint, Access access) {
        return new SsmClients(
                "test",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("simulator", "simulator")),
                endpoint,
                access);
    }
}
