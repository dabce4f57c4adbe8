package io.ssmexport.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Typed members of a JSON object; one of another type is refused as the service's deserializer does. */
record Members(JsonNode object) {

    static Members of(JsonNode node) throws ServiceError {
        if (!node.isObject()) {
            throw unexpected(node, "an object");
        }
        return new Members(node);
    }

    @Nullable
    String text(String name) throws ServiceError {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw unexpected(value, "a String");
        }
        return value.textValue();
    }

    int number(String name, int whenAbsent) throws ServiceError {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return whenAbsent;
        }
        if (!value.canConvertToInt()) {
            throw unexpected(value, "an Integer");
        }
        return value.intValue();
    }

    boolean truth(String name) throws ServiceError {
        JsonNode value = object.path(name);
        if (!isAbsent(value) && !value.isBoolean()) {
            throw unexpected(value, "a Boolean");
        }
        return value.booleanValue();
    }

    /** Null if the member is absent. */
    @Nullable
    JsonNode list(String name) throws ServiceError {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isArray()) {
            throw unexpected(value, "a list");
        }
        return value;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ServiceError unexpected(JsonNode value, String type) {
        return ServiceError.badRequest(
                "SerializationException", value.getNodeType() + "_VALUE can not be converted to " + type);
    }
}
