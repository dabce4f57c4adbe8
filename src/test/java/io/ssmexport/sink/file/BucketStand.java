package io.ssmexport.sink.file;

import io.ssmexport.destination.Destination;
import io.ssmexport.destination.FileDestination;
import io.ssmexport.row.RowChoice;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.ServiceClients;
import io.ssmexport.service.Terms;
import io.ssmexport.simulator.s3.Bucket;
import io.ssmexport.simulator.s3.S3Faults;
import io.ssmexport.simulator.s3.S3Request;
import io.ssmexport.simulator.s3.S3Simulator;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.csv.CsvStyle;
import io.ssmexport.sink.file.s3.BucketAccess;
import io.ssmexport.sink.file.storage.FileRights;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A stand-in for S3 with one bucket, sinks into it, and a reader of its objects that knows nothing of them. */
@NullUnmarked
public final class BucketStand implements BeforeEachCallback, AfterEachCallback {

    public static final String BUCKET = "archive";

    private static final Path FOLDER = Path.of("target", "buckets");

    private final List<FileSink> sinks = new CopyOnWriteArrayList<>();

    public final S3Faults faults = S3Faults.none();
    private S3Simulator simulator;
    private Path scratch;
    private Bucket bucket;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Files.createDirectories(FOLDER);
        scratch = Files.createTempDirectory(FOLDER, "scratch");
        simulator = S3Simulator.start(FOLDER, faults);
        bucket = simulator.store().create(BUCKET);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        sinks.forEach(FileSink::close);
        simulator.close();
        Files.delete(scratch);
    }

    public Bucket bucket() {
        return bucket;
    }

    /** Another one, elsewhere. */
    public void create(String name, String region) {
        simulator.store().create(name, region, "123456789012");
    }

    /** What clients need to know to get here. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "simulator",
                "AWS_SECRET_ACCESS_KEY", "simulator",
                "AWS_REGION", "us-east-1",
                "AWS_MAX_ATTEMPTS", "3",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_ENDPOINT_URL_S3", endpoint().toString());
    }

    public URI endpoint() {
        return simulator.endpoint();
    }

    public BucketAccess access(@Nullable String owner, long largestPut) {
        return new BucketAccess(
                () -> new ServiceClients(
                        AwsSetup.of(environment(), null),
                        Terms.of("test", Duration.ofSeconds(5), Duration.ofSeconds(10))),
                owner,
                null,
                largestPut);
    }

    FileSink sink(String into) {
        return sink(into, Reading.EVERYTHING, access(null, 1 << 20));
    }

    FileSink sink(String into, Reading reading, BucketAccess access) {
        FileSink sink = FileSink.of(
                (FileDestination) Destination.parse(into),
                new FileSinkSettings(
                        "nightly",
                        reading,
                        Duration.ofDays(1),
                        1 << 20,
                        CsvStyle.PLAIN,
                        RowChoice.ALL,
                        FileRights.ofOutputs(null),
                        OutputStream.nullOutputStream(),
                        scratch,
                        access));
        sinks.add(sink);
        return sink;
    }

    /** Requests so far: {@code PutObject _staging/…}. */
    public List<String> requests() {
        return simulator.store().requests().stream()
                .map(request -> (request.operation() + " " + request.key()).strip())
                .toList();
    }

    public List<S3Request> answers() {
        return simulator.store().requests();
    }

    public void forgetRequests() {
        simulator.store().forgetRequests();
    }

    /** What a reader sees, copied to a directory of this host. */
    public Path download(Path to) throws IOException {
        try (ServiceClients clients = access(null, 1).clients().get();
                S3Client client = clients.s3("us-east-1", null)) {
            for (S3Object object : client.listObjectsV2Paginator(request -> request.bucket(BUCKET))
                    .contents()) {
                if (!object.key().contains("_staging/")) {
                    Path file = to.resolve(object.key());
                    Files.createDirectories(file.getParent());
                    Files.write(
                            file,
                            client.getObjectAsBytes(
                                            request -> request.bucket(BUCKET).key(object.key()))
                                    .asByteArray());
                }
            }
        }
        return to;
    }

    public void upload(Path from, String key) {
        asAnybody(client -> client.putObject(request -> request.bucket(BUCKET).key(key), from));
    }

    /** An upload in parts that nobody ends. */
    public void beginUpload(String key) {
        asAnybody(client ->
                client.createMultipartUpload(request -> request.bucket(BUCKET).key(key)));
    }

    public void delete(String key) {
        asAnybody(
                client -> client.deleteObject(request -> request.bucket(BUCKET).key(key)));
    }

    private void asAnybody(Consumer<S3Client> call) {
        try (ServiceClients clients = access(null, 1).clients().get();
                S3Client client = clients.s3("us-east-1", null)) {
            call.accept(client);
        }
    }
}
