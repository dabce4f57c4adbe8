package io.ssmexport.destination;

import java.util.Arrays;
import java.util.Optional;

/** A kind of file for rows. */
public enum FileType {
    PARQUET("parquet"),
    CSV("csv"),
    CSV_GZ("csv.gz");

    private final String scheme;

    FileType(String scheme) {
        this.scheme = scheme;
    }

    /** What stands before the colon. */
    public String scheme() {
        return scheme;
    }

    /** How names of such files end. */
    public String ending() {
        return "." + scheme;
    }

    /** Type of a file with that name; empty if its ending is none of these. */
    public static Optional<FileType> ofName(String name) {
        return Arrays.stream(values())
                .filter(type -> name.endsWith(type.ending()))
                .findFirst();
    }

    /** Type whose files end exactly so. */
    public static Optional<FileType> ofEnding(String ending) {
        return ofName(ending).filter(type -> type.ending().equals(ending));
    }

    static Optional<FileType> ofScheme(String scheme) {
        return Arrays.stream(values())
                .filter(type -> type.scheme.equals(scheme))
                .findFirst();
    }
}
