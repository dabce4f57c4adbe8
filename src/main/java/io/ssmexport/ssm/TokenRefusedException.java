package io.ssmexport.ssm;

/** The service no longer takes the token of the next page; the slice can only be read from its first page. */
public final class TokenRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TokenRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
