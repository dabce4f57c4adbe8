package io.ssmexport.invocations.value;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;

/**
 * Type of a value in the service's model. Members stand in the order of the model, which is the one that the AWS CLI
 * prints them in.
 */
public sealed interface Shape {

    Shape REQUEST = structure(ListCommandInvocationsRequest.builder().build());

    Shape RESPONSE = structure(ListCommandInvocationsResponse.builder().build());

    /** Named members. */
    final class Structure implements Shape {

        private final Map<String, Shape> members;
        private final List<String> names;
        private final List<Shape> shapes;
        private final Map<String, Integer> places = new HashMap<>();

        private Structure(Map<String, Shape> members) {
            this.members = members;
            this.names = List.copyOf(members.keySet());
            this.shapes = List.copyOf(members.values());
            for (String name : names) {
                places.put(name, places.size());
            }
        }

        public Map<String, Shape> members() {
            return members;
        }

        public List<String> names() {
            return names;
        }

        /** Of the member at an index among the names. */
        public Shape shape(int place) {
            return shapes.get(place);
        }

        /** Index of a member among the names; null if there is none of that name. */
        public @Nullable Integer place(@Nullable Object name) {
            return places.get(name);
        }
    }

    /** A list of equal elements. */
    record Elements(Shape element) implements Shape {}

    /** Kinds of single values. */
    enum Scalar implements Shape {
        TEXT,
        INTEGER,
        TRUTH,
        TIME
    }

    private static Structure structure(SdkPojo model) {
        Map<String, Shape> members = new LinkedHashMap<>();
        for (SdkField<?> field : model.sdkFields()) {
            members.put(field.locationName(), of(field));
        }
        return new Structure(members);
    }

    private static Shape of(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return structure(field.constructor().get());
        }
        if (type == MarshallingType.LIST) {
            return new Elements(
                    of(field.getTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo()));
        }
        if (type == MarshallingType.INTEGER) {
            return Scalar.INTEGER;
        }
        if (type == MarshallingType.BOOLEAN) {
            return Scalar.TRUTH;
        }
        return type == MarshallingType.INSTANT ? Scalar.TIME : Scalar.TEXT;
    }
}
