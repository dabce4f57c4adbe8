package io.ssmexport.sink.file.s3;

import org.jspecify.annotations.Nullable;

/**
 * What must hold for an object to be written.
 *
 * @param ifMatch version that the object must have, or null
 * @param ifNoneMatch {@code *} where there must be no object, or null
 */
record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** Whatever is there. */
    static final Condition NONE = new Condition(null, null);

    static final Condition ABSENT = new Condition(null, "*");

    boolean isNone() {
        return ifMatch == null && ifNoneMatch == null;
    }

    /** The object must still be that version, or still not be there. */
    static Condition still(@Nullable String version) {
        return version == null ? ABSENT : new Condition(version, null);
    }
}
