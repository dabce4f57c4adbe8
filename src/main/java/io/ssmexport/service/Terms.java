package io.ssmexport.service;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What a command asks for beyond what is set up.
 *
 * @param version of this program, for the user agent
 * @param connect how long to wait for a connection; zero is for ever
 * @param read how long to wait for an answer; zero is for ever
 * @param isVerified whether certificates are checked
 * @param authorities file of those to believe, instead of what is set up, or null
 * @param endpoint of all services, instead of what is set up, or null
 * @param credentials instead of what is set up, or null
 */
public record Terms(
        String version,
        Duration connect,
        Duration read,
        boolean isVerified,
        @Nullable String authorities,
        @Nullable URI endpoint,
        @Nullable AwsCredentialsProvider credentials) {

    /** As it is set up. */
    public static Terms of(String version, Duration connect, Duration read) {
        return new Terms(version, connect, read, true, null, null, null);
    }

    public Terms with(@Nullable URI other) {
        return new Terms(version, connect, read, isVerified, authorities, other, credentials);
    }

    public Terms with(@Nullable AwsCredentialsProvider other) {
        return new Terms(version, connect, read, isVerified, authorities, endpoint, other);
    }

    /** Whether certificates are checked, and against which authorities, or null. */
    public Terms with(boolean verified, @Nullable String bundle) {
        return new Terms(version, connect, read, verified, bundle, endpoint, credentials);
    }
}
