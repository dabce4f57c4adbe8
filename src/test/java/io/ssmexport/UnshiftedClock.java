package io.ssmexport;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.SdkGlobalTime;

/**
 * Before every test: takes back what the SDK learnt, for all clients of the JVM, from a service whose clock a test had shifted. A
 * request that is signed with that is refused, and counted.
 */
public final class UnshiftedClock implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }
}
