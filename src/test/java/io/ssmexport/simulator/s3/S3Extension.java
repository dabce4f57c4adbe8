package io.ssmexport.simulator.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stand-in with one bucket for each test, and a client on it. */
@NullUnmarked
final class S3Extension implements BeforeEachCallback, AfterEachCallback {

    final S3Faults faults = S3Faults.none();
    S3Simulator simulator;
    Bucket bucket;
    S3At s3;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Path folder = Files.createDirectories(Path.of("target"));
        simulator = S3Simulator.start(folder, faults);
        bucket = simulator.store().create(S3At.BUCKET);
        s3 = S3At.of(simulator.endpoint());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        s3.close();
        simulator.close();
    }
}
