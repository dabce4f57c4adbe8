package io.ssmexport.invocations.output.json;

import com.fasterxml.jackson.core.io.SerializedString;
import io.ssmexport.invocations.value.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Member of a structure, ready to be printed.
 *
 * @param index its place in the structure
 * @param name as it is written
 * @param shape of its value
 * @param members of its value, if that is a structure, or of the structures in it, if it is a list; by name
 */
record Member(int index, SerializedString name, Shape shape, Map<String, Member> members) {

    /** Those of a structure, or of the elements of a list; none of anything else. */
    static Map<String, Member> of(@Nullable Shape shape) {
        if (shape instanceof Shape.Elements list) {
            return of(list.element());
        }
        Map<String, Member> members = new HashMap<>();
        if (shape instanceof Shape.Structure structure) {
            structure
                    .members()
                    .forEach((name, value) -> members.put(
                            name, new Member(members.size(), new SerializedString(name), value, of(value))));
        }
        return members;
    }

    /** Bytes of the name and its quotes. */
    int nameLength() {
        return name.asQuotedUTF8().length + 2;
    }
}
