package io.ssmexport.state;

import io.ssmexport.failure.CrashPoint;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions that commit only while the job's lock, or the slice that a worker took, is ours. */
public final class LockedTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    private final transient CommitGuard lock;

    public LockedTransactions(DataSource dataSource, CommitGuard lock) {
        super(dataSource);
        this.lock = lock;
    }

    @Override
    protected void prepareForCommit(DefaultTransactionStatus status) {
        if (status.isNewTransaction() && !status.isReadOnly()) {
            try {
                lock.guard(DataSourceUtils.getConnection(obtainDataSource()));
            } catch (SQLException e) {
                throw new TransactionSystemException("whether that is still ours can't be checked", e);
            }
        }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        CrashPoint.STATE_COMMITTED.reached();
    }
}
