package io.ssmexport.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** An operation of SSM. */
interface Operation {

    /**
     * Answers a request with a body of JSON.
     *
     * @throws ServiceError if the service refuses the request
     */
    byte[] answer(Signer signer, JsonNode request) throws ServiceError, IOException;
}
