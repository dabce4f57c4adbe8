package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;

/** The service no longer takes the token of the next page; the slice can only be read from its first page. */
public final class TokenRefusedException extends Failure {

    private static final long serialVersionUID = 1;

    TokenRefusedException(Place page, Throwable cause) {
        super(
                Kind.INCOMPLETE,
                Problem.of("the token of the page must be taken but the service refused it, each time")
                        .at(page)
                        .withRemedy("run again to read the slice from its first page"),
                cause);
    }
}
