package io.ssmexport.destination;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rows in files.
 *
 * @param scheme type that stands before the colon
 * @param path after it, one that the host can have, or {@code s3://bucket/prefix}
 */
public record FileDestination(FileType scheme, String path) implements Destination {

    private static final String STANDARD_OUTPUT = "-";

    /** How the files lie there. */
    public enum Shape {
        /** A directory with a file per slice. */
        DATASET,
        /** One file for all slices. */
        SINGLE_FILE,
        /** What this process prints. */
        STANDARD_OUTPUT
    }

    /** What {@code csv:-} is. */
    public static FileDestination standardOutput() {
        return new FileDestination(FileType.CSV, STANDARD_OUTPUT);
    }

    /** @throws IllegalArgumentException saying what a text with that scheme and path must be */
    public FileDestination {
        if (S3Prefix.isOne(path)) {
            S3Prefix.parse(path);
        } else if (onHost(path).toString().isEmpty()) {
            throw noSuchForm();
        }
        if (path.equals(STANDARD_OUTPUT) && scheme != FileType.CSV) {
            throw new IllegalArgumentException("must be csv:- for standard output");
        }
        FileType type = FileType.ofName(named(path)).orElse(scheme);
        // A .csv.gz may be called csv: it is one, compressed.
        if (!type.ending().startsWith(scheme.ending())) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "must be %s:%s, because the path names a %s file,",
                    type.scheme(),
                    path,
                    type.ending()));
        }
    }

    static FileDestination parse(String text) {
        int colon = text.indexOf(':');
        FileType scheme =
                FileType.ofScheme(colon < 0 ? "" : text.substring(0, colon)).orElseThrow(FileDestination::noSuchForm);
        return new FileDestination(scheme, text.substring(colon + 1));
    }

    private static IllegalArgumentException noSuchForm() {
        return new IllegalArgumentException("must be parquet:PATH, csv:PATH, csv.gz:PATH, csv:- (standard output),"
                + " postgres: or a postgresql:// URL");
    }

    /** Path of this host's file system. */
    private static Path onHost(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path (" + e.getReason() + ")", e);
        }
    }

    /** Where in a bucket it is, if it is in one. */
    public Optional<S3Prefix> inBucket() {
        return S3Prefix.isOne(path) ? Optional.of(S3Prefix.parse(path)) : Optional.empty();
    }

    /** What may name a single file. */
    private static String named(String path) {
        return S3Prefix.isOne(path) && !path.endsWith("/")
                ? S3Prefix.parse(path).key()
                : path;
    }

    public Shape shape() {
        if (path.equals(STANDARD_OUTPUT)) {
            return Shape.STANDARD_OUTPUT;
        }
        return FileType.ofName(named(path)).isPresent() ? Shape.SINGLE_FILE : Shape.DATASET;
    }

    /** Type of the files: that of a single file's name, which may be compressed. */
    public FileType type() {
        return FileType.ofName(named(path)).orElse(scheme);
    }

    @Override
    public boolean isKept() {
        return shape() != Shape.STANDARD_OUTPUT;
    }

    @Override
    public boolean isOneFile() {
        return shape() != Shape.DATASET;
    }

    /** Last name of the path, without what a file's name ends with. */
    @Override
    public String jobName() {
        String last = inBucket()
                .map(S3Prefix::name)
                .orElseGet(() -> Optional.ofNullable(onHost(path).getFileName())
                        .map(Path::toString)
                        .orElse(""));
        return FileType.ofName(last)
                .map(type -> last.substring(0, last.length() - type.ending().length()))
                .orElse(last);
    }

    @Override
    public String place(Map<String, String> variables) {
        Object place = inBucket()
                .<Object>map(bucket -> bucket)
                .orElseGet(() -> onHost(path).toAbsolutePath().normalize());
        return isKept() ? scheme.scheme() + ":" + place : toString();
    }

    @Override
    public String toString() {
        return scheme.scheme() + ":" + path;
    }
}
