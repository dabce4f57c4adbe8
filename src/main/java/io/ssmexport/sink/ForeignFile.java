package io.ssmexport.sink;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;

/** That a file, by what is in it, isn't one that this program wrote; or is one of which too little is left to tell. */
public final class ForeignFile extends Failure {

    private static final long serialVersionUID = 1;

    public ForeignFile(Problem problem) {
        super(Kind.USAGE, problem);
    }
}
