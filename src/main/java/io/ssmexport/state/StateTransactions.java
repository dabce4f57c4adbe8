package io.ssmexport.state;

import io.ssmexport.failure.CrashPoint;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions of an embedded state. */
final class StateTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    StateTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        CrashPoint.STATE_COMMITTED.reached();
    }
}
