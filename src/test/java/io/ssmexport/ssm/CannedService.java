package io.ssmexport.ssm;

import io.ssmexport.slice.Source;
import io.ssmexport.wire.CannedAnswers;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The program's own clients of an endpoint that answers with what it was given, for each case of a test. */
final class CannedService implements AfterEachCallback {

    private final CannedAnswers answers = new CannedAnswers();
    private final SsmClients clients = SimulatedClients.to(answers.endpoint(), Access.own());

    CannedAnswers answers() {
        return answers;
    }

    SsmClients clients() {
        return clients;
    }

    SsmClient ssm() {
        return clients.ssm(new Source("123456789012", "us-east-1"));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        clients.close();
        answers.close();
    }
}
