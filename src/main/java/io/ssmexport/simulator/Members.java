package io.ssmexport.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Typed members of a JSON object; one of another type is refused as the service's deserializer does. */
record Members(JsonNode object) {

    static Members of(JsonNode node) throws ServiceError {
        if (!node.isObject()) {
            throw unexpected(node, "object");
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
            throw unexpected(value, "String");
        }
        return value.textValue();
    }

    int number(String name, int whenAbsent) throws ServiceError {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return whenAbsent;
        }
        if (!value.canConvertToInt()) {
            throw unexpected(value, "Integer");
        }
        return value.intValue();
    }

    boolean truth(String name) throws ServiceError {
        JsonNode value = object.path(name);
        if (!isAbsent(value) && !value.isBoolean()) {
            throw unexpected(value, "Boolean");
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
            throw unexpected(value, "list");
        }
        return value;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ServiceError unexpected(JsonNode value, String type) {
        return ServiceError.badRequest(
                "SerializationException", value.getNodeType() + "_VALUE can not be converted to a " + type);
    }
}
