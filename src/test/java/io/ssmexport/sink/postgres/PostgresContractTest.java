package io.ssmexport.sink.postgres;

import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.Sink;
import io.ssmexport.sink.SinkContract;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Execution(ExecutionMode.CONCURRENT) // Most of their time is waiting.
@ParameterizedClass
@EnumSource
class PostgresContractTest extends SinkContract {

    enum State {
        /** In the same database: a chunk and its checkpoint are one transaction. */
        BESIDE,
        APART
    }

    @Parameter
    private State state = State.APART;

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    private PostgresDatabase database;

    @BeforeEach
    void connect() {
        database = warehouse.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Sink open(Reading reading) {
        return new PostgresSink(database, "job", reading);
    }

    @Override
    protected void commit(Runnable chunk) {
        if (state == State.BESIDE) {
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                    .executeWithoutResult(status -> chunk.run());
        } else {
            chunk.run();
        }
    }

    @Override
    protected List<List<@Nullable String>> rows() throws SQLException {
        return warehouse.rows();
    }

    @Override
    protected void destroy() throws SQLException {
        warehouse.execute("truncate ssm.command_plugin");
    }

    @Override
    protected boolean showsChunks() {
        return true;
    }
}
