package io.ssmexport.service;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is set up for AWS can't be used. The message says where, what is wrong and what to do; it never has a secret in it. */
public sealed class SetupFailure extends Failure {

    private static final long serialVersionUID = 1;

    SetupFailure(String place, String said) {
        this(place, said, null);
    }

    SetupFailure(String place, String said, @Nullable Throwable cause) {
        super(Kind.USAGE, Problem.at(place, said), cause);
    }

    /** Somebody named a profile that doesn't exist. */
    public static final class NoProfile extends SetupFailure {

        private static final long serialVersionUID = 1;

        private final String name;

        NoProfile(String name) {
            super(
                    "AWS_PROFILE",
                    "there is no profile '" + name
                            + "' in ~/.aws/config or ~/.aws/credentials; name another, or configure" + " it");
            this.name = name;
        }

        public String name() {
            return name;
        }
    }

    /** Nothing says who asks. */
    public static final class NoCredentials extends SetupFailure {

        private static final long serialVersionUID = 1;

        NoCredentials(String said, @Nullable Throwable cause) {
            super("credentials", said, cause);
        }
    }

    /** The one among the causes of what a client ended with; a client wraps what stops it. */
    public static Optional<SetupFailure> in(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(SetupFailure.class::isInstance)
                .map(SetupFailure.class::cast)
                .findFirst();
    }
}
