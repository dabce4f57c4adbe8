package io.ssmexport.simulator;

import java.util.Objects;

/** An answer of the service that is an error. */
final class ServiceError extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ServiceError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static ServiceError badRequest(String code, String message) {
        return new ServiceError(400, code, message);
    }

    static ServiceError throttling() {
        return badRequest("ThrottlingException", "Rate exceeded");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return Objects.requireNonNull(getMessage());
    }
}
