package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.line.Line;
import io.ssmexport.invocations.paging.InvocationClient;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.ServiceClients;
import io.ssmexport.service.Terms;
import io.ssmexport.wire.DirectCalls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The way to the service, as the options have it. */
final class Connection implements AutoCloseable {

    private static final int DEFAULT_TIMEOUT_SECONDS = 60;

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    /** Of a profile, what says where credentials are from. */
    private static final List<String> CREDENTIALS =
            List.of("role_arn", "credential_process", "aws_access_key_id", "sso_session", "sso_start_url");

    private final ServiceClients clients;
    private @Nullable SsmClient ssm;

    /**
     * Nothing is asked yet.
     *
     * @throws CommandFailure if the endpoint isn't a URL
     * @throws io.ssmexport.service.SetupFailure if something that is set up can't be meant
     */
    Connection(AwsSetup setup, Line line, String version) {
        this.clients = new ServiceClients(
                setup,
                Terms.of(version, timeout(line, "connect"), timeout(line, "read"))
                        .with(endpoint(endpoint(line)))
                        .with(!line.isSet("--no-verify-ssl"), line.text("--ca-bundle"))
                        .with(line.isSet("--no-sign-request") ? AnonymousCredentialsProvider.create() : null));
    }

    private static Duration timeout(Line line, String name) {
        Integer seconds = Listing.number(line, "--cli-" + name + "-timeout");
        if (seconds != null && seconds < 0) {
            throw new CommandFailure(
                    ExitCode.OTHER,
                    "Attempted to set " + name + " timeout to " + seconds
                            + ", but the timeout cannot be set to a value less than or equal to 0.");
        }
        return Duration.ofSeconds(seconds == null ? DEFAULT_TIMEOUT_SECONDS : seconds);
    }

    /** Without blanks before it, which Python's reader of URLs passes over. */
    private static @Nullable String endpoint(Line line) {
        String text = line.text("--endpoint-url");
        return text == null ? null : text.stripLeading();
    }

    /** @throws CommandFailure if there is an endpoint that begins with no scheme */
    static void requireScheme(Line line) {
        String endpoint = endpoint(line);
        if (endpoint != null && !SCHEME.matcher(endpoint).lookingAt()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Bad value for --endpoint-url \"" + line.text("--endpoint-url")
                            + "\": scheme is missing.  Must be of the form"
                            + " http://<hostname>/ or https://<hostname>/");
        }
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI endpoint = URI.create(text);
            if (endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new CommandFailure(ExitCode.OTHER, "Invalid endpoint: " + text);
    }

    /**
     * Finds out where credentials are from, where the environment or the profile says something of them; nobody is asked
     * for them yet but a program of this machine.
     *
     * @throws SetupFailure if what it says can't be
     */
    void requireSource(AwsSetup setup) {
        if (setup.variable("AWS_ACCESS_KEY_ID").isPresent()
                || CREDENTIALS.stream().anyMatch(name -> setup.property(name).isPresent())) {
            clients.requireSource();
        }
    }

    /** @param times how times are printed */
    InvocationClient client(String region, TimeFormat times) {
        ssm = clients.ssm(region, clients.credentials(), configuration -> {});
        return new InvocationClient(
                ssm, new DirectCalls(clients.http(), clients.credentials()), clients.attempts(), times);
    }

    @Override
    public void close() {
        if (ssm != null) {
            ssm.close();
        }
        clients.close();
    }
}
