package io.ssmexport.invocations.failure;

import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.request.ParameterMistake;
import io.ssmexport.request.TokenMistake;

/** Ends the command. The message is what the AWS CLI says, word for word where it has words for it. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public CommandFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Words for a parameter that can't be read. */
    public static CommandFailure of(ParameterMistake mistake) {
        return new CommandFailure(
                ExitCode.USAGE,
                "Error parsing parameter '" + mistake.parameter() + "': " + mistake.getMessage(),
                mistake);
    }

    /** Words for a token that can't be one. */
    public static CommandFailure of(TokenMistake mistake) {
        return new CommandFailure(ExitCode.OTHER, "Bad starting token: " + PythonText.of(mistake.token()), mistake);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
