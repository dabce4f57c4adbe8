package io.ssmexport.invocations.failure;

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

    public ExitCode exitCode() {
        return exitCode;
    }
}
