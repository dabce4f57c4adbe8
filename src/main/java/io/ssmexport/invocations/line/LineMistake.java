package io.ssmexport.invocations.line;

/** What argparse refuses, in its words. */
public final class LineMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    LineMistake(String message) {
        super(message);
    }
}
