package io.ssmexport.state;

import java.sql.Connection;
import java.sql.SQLException;

/** Lets transactions commit only as long as something is ours. */
public interface CommitGuard {

    /**
     * Makes a transaction depend on it: until it ends nobody can take it over.
     *
     * @throws io.ssmexport.failure.Failure of kind BUSY if somebody already has
     * @throws SQLException also if it is nobody's any more
     */
    void guard(Connection transaction) throws SQLException;
}
