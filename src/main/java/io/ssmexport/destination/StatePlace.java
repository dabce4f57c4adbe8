package io.ssmexport.destination;

import io.ssmexport.postgres.PostgresUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the states of jobs lie: what a {@code state} says. */
public sealed interface StatePlace permits StatePlace.Directory, StatePlace.Database {

    /** Directory for what a job needs on this host. */
    Directory onHost();

    /** An embedded database for each job. */
    record Directory(@Nullable Path parent) implements StatePlace {

        /** The user's state directory. */
        public static final Directory OF_USER = new Directory(null);

        @Override
        public Directory onHost() {
            return this;
        }
    }

    /** A schema for all jobs. */
    record Database(PostgresUrl url) implements StatePlace {

        @Override
        public Directory onHost() {
            return Directory.OF_USER;
        }
    }

    /**
     * Place of a text: a path, {@code postgres:} or a {@code postgresql://} URL.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    static StatePlace parse(String text) {
        if (PostgresUrl.isOne(text)) {
            return new Database(new PostgresUrl(text));
        }
        try {
            return new Directory(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path (" + e.getReason() + ")", e);
        }
    }

    /** Where the state of a job lies that doesn't say it: beside rows that are in a database. */
    static StatePlace of(Destination destination) {
        return destination instanceof TableDestination table ? new Database(table.url()) : Directory.OF_USER;
    }
}
