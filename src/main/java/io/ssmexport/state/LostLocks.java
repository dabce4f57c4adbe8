package io.ssmexport.state;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.db.Store;
import org.h2.mvstore.tx.Transaction;
import org.h2.value.VersionedValue;

/**
 * Rows that are locked by a transaction that there is no more. H2 (2.5.252) writes what its tables are at one moment one
 * after the other, while other threads go on (h2database issue 2080); a kill can leave a change without what says whose it
 * is. Whoever wants to change such a row waits for ever and can't be interrupted.
 */
final class LostLocks {

    private LostLocks() {}

    /**
     * Whether there are any, in a database that was just opened, so that H2 has rolled back what it could.
     *
     * @param open the only one of its connections
     */
    static boolean areIn(Connection open) throws SQLException {
        SessionLocal session = (SessionLocal) open.unwrap(JdbcConnection.class).getSession();
        Store store = session.getDatabase().getStore();
        Transaction transaction = store.getTransactionStore().begin();
        try {
            return store.getMvStore().getMapNames().stream()
                    .filter(name -> name.startsWith("table.") || name.startsWith("index."))
                    .anyMatch(name -> areIn(transaction, name));
        } finally {
            transaction.rollback();
        }
    }

    private static boolean areIn(Transaction transaction, String map) {
        Cursor<Object, VersionedValue<Object>> rows =
                transaction.openMap(map).map.cursor(null);
        while (rows.hasNext()) {
            rows.next();
            if (!rows.getValue().isCommitted()) {
                return true;
            }
        }
        return false;
    }
}
