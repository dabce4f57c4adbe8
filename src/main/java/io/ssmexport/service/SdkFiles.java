package io.ssmexport.service;

import java.util.Optional;

/**
 * The places of the AWS files as system properties, and their absence: whatever file a client of the SDK is given, it also
 * reads these while it is built, and fails at forms that the AWS CLI takes. So it finds none there.
 */
final class SdkFiles {

    static final String NOWHERE = "/dev/null";

    static final Optional<String> CONFIG = taken("aws.configFile");
    static final Optional<String> CREDENTIALS = taken("aws.sharedCredentialsFile");

    private SdkFiles() {}

    private static Optional<String> taken(String property) {
        return Optional.ofNullable(System.setProperty(property, NOWHERE));
    }
}
