package io.ssmexport.broker;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who we are for a broker: nobody in particular, or who the environment says. */
record Credentials(@Nullable String user, @Nullable String password) {

    static final String USER = "SSM_EXPORT_BROKER_USER";
    static final String PASSWORD = "SSM_EXPORT_BROKER_PASSWORD";
    static final String PASSWORD_FILE = "SSM_EXPORT_BROKER_PASSWORD_FILE";

    /** @throws Failure of kind USAGE if the file of the password can't be read */
    static Credentials of(Map<String, String> variables) {
        @Nullable String file = variables.get(PASSWORD_FILE);
        return new Credentials(variables.get(USER), file == null ? variables.get(PASSWORD) : read(Path.of(file)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at(PASSWORD_FILE, file + " can't be read (" + e + ")")
                            .withRemedy("name a file that holds the broker's password"),
                    e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
