package io.ssmexport.request;

import com.fasterxml.jackson.databind.JsonNode;

/** A starting token that no list can have ended with. */
public final class TokenMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient JsonNode token;

    /** @param token the text, or the members that it stands for */
    TokenMistake(JsonNode token) {
        super("no list ends with the token " + token);
        this.token = token;
    }

    /** The text, or the members that it stands for. */
    public JsonNode token() {
        return token;
    }
}
