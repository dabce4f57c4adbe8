package io.ssmexport.state;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.result.SearchRow;

/** Version of a database file, read without opening it as a database, which would change it. */
final class StateVersion {

    private static final String HISTORY = "CREATE CACHED TABLE \"PUBLIC\".\"flyway_schema_history\"";

    private StateVersion() {}

    /**
     * Version of the newest migration; empty if there was none.
     *
     * @throws org.h2.mvstore.MVStoreException if the file is damaged, or open elsewhere
     */
    static Optional<String> of(Path file) {
        try (MVStore store =
                new MVStore.Builder().fileName(StateFiles.name(file)).readOnly().open()) {
            TransactionStore transactions = new TransactionStore(store, new ValueDataType());
            transactions.init();
            Transaction transaction = transactions.begin();
            TransactionMap<Long, SearchRow> objects = transaction.openMap("table.0");
            Iterator<Long> keys = objects.keyIterator(null);
            while (keys.hasNext()) {
                SearchRow object = objects.get(keys.next());
                if (object != null
                        && String.valueOf(object.getValue(3).getString()).startsWith(HISTORY)) {
                    return newest(
                            transaction.openMap("table." + object.getValue(0).getInt()));
                }
            }
            return Optional.empty();
        }
    }

    /** Rows are in the order in which the migrations were made; their second column is the version. */
    private static Optional<String> newest(TransactionMap<Long, SearchRow> history) {
        return Optional.ofNullable(history.lastKey())
                .map(history::get)
                .map(row -> row.getValue(1).getString());
    }
}
