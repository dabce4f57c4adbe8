package io.ssmexport.invocations.paging;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmexport.invocations.value.Shape;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members of a structure of the model, in its order. Nothing can be added or removed. A list has hundreds of thousands of
 * them, and as entries of a hash table they were a third of all that it allocated.
 */
final class ShapeMembers extends AbstractMap<String, JsonNode> {

    private final Shape.Structure shape;
    private final @Nullable JsonNode[] values;

    /** @param values one for each name of the structure, null where it lacks the member */
    ShapeMembers(Shape.Structure shape, @Nullable JsonNode[] values) {
        this.shape = shape;
        this.values = values;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        Integer place = shape.place(name);
        return place == null ? null : values[place];
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, JsonNode>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return (int) Arrays.stream(values).filter(Objects::nonNull).count();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, JsonNode>> {

        private int place;

        @Override
        public boolean hasNext() {
            while (place < values.length && values[place] == null) {
                place++;
            }
            return place < values.length;
        }

        @Override
        public Map.Entry<String, JsonNode> next() {
            JsonNode value = hasNext() ? values[place] : null;
            if (value == null) {
                throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(shape.names().get(place++), value);
        }
    }
}
