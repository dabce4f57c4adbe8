package io.ssmexport.request;

import org.jspecify.annotations.Nullable;

/** A parameter that can't be read as what it must be. Who was given it says so, with these parts, to whoever gave it. */
public final class ParameterMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String parameter;
    private final String said;

    ParameterMistake(String parameter, String said, String input) {
        this(parameter, said, input, null);
    }

    /**
     * A mistake.
     *
     * @param parameter its name, as the AWS CLI has it in its messages
     * @param said what is wrong, in the AWS CLI's words
     * @param input what the AWS CLI shows of the text after that, or nothing
     */
    ParameterMistake(String parameter, String said, String input, @Nullable Throwable cause) {
        super(said + input, cause);
        this.parameter = parameter;
        this.said = said;
    }

    /** Name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** What is wrong, without the text in which it is; the message has both. */
    public String said() {
        return said;
    }
}
