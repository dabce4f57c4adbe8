package io.ssmexport.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmexport.failure.Failure;
import io.ssmexport.postgres.PostgresDatabase;
import io.ssmexport.postgres.Warehouse;
import io.ssmexport.row.InvocationRows;
import io.ssmexport.row.RowPage;
import io.ssmexport.sink.Reading;
import io.ssmexport.sink.file.SampleRows;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TableHoldingTest {

    private static final Reading NO_OUTPUT = new Reading("", true, "none", "");
    private static final Reading MASKED = new Reading("", true, "redacted", "");
    private static final Reading FAILED = new Reading("Status=Failed", true, "full", "");

    @RegisterExtension
    private final Warehouse warehouse = Warehouse.migrated();

    private PostgresDatabase database;

    @BeforeEach
    void open() {
        database = warehouse.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PostgresSink sink(Reading reading) {
        return new PostgresSink(database, "job", reading);
    }

    private void write() {
        InvocationRows invocation = SampleRows.invocation(SampleRows.SLICE, 1, "printed");
        sink(Reading.EVERYTHING).write(SampleRows.SLICE, List.of(new RowPage(1, List.of(invocation))));
    }

    @Test
    void whoeverComesFirstSaysWhatTheTableHolds() {
        sink(FAILED).hold(false);

        assertThatCode(() -> sink(FAILED).hold(false)).doesNotThrowAnyException();
        for (Reading other : List.of(Reading.EVERYTHING, NO_OUTPUT, MASKED)) {
            assertThatThrownBy(() -> sink(other).hold(false))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("holds " + FAILED + ", but this job reads " + other);
            assertThatThrownBy(() -> sink(other).check(false)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void whoComesAtTheSameTimeWaitsForWhatTheFirstOneSays() throws Exception {
        try (Connection first = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            new TableHolding(first, FAILED, "there").hold(false);
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> sink(Reading.EVERYTHING).hold(false));
            await().untilAsserted(() -> assertThat(
                            warehouse.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))
                    .isEqualTo("1"));
            first.commit();
            assertThatThrownBy(second::join).hasMessageContaining("holds " + FAILED + ", but this job reads all");
        }
    }

    @Test
    void aTableOfAnOlderVersionShowsWhatItHolds() throws Exception {
        write();

        assertThatThrownBy(() -> sink(NO_OUTPUT).hold(true)).hasMessageContaining("holds outputs, but");
        assertThatThrownBy(() -> sink(new Reading("", false, "full", "")).hold(true))
                .hasMessageContaining("holds invocations with details, but");
        assertThatThrownBy(() -> sink(MASKED).hold(false)).hasMessageContaining("outputs in which nothing is masked");
        assertThatThrownBy(() -> sink(FAILED).hold(false)).isInstanceOf(Failure.class);
        assertThat(warehouse.value("select count(*) from ssm.holding")).isEqualTo("0");
    }

    @Test
    void twoJobsThatSharedATableOfAnOlderVersionGoOn() {
        write();

        sink(FAILED).hold(true);

        assertThatCode(() -> sink(Reading.EVERYTHING).hold(true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sink(Reading.EVERYTHING).hold(false)).isInstanceOf(Failure.class);
    }

    @Test
    void aJobMayChangeItsRules() throws Exception {
        sink(MASKED).hold(false);

        sink(new Reading("", true, "redacted", "0a1b")).hold(true);

        assertThat(warehouse.value("select rules from ssm.holding")).isEqualTo("0a1b");
    }

    @Test
    void aSchemaMadeByHandBeforeThereWasTheTableShowsIt() throws Exception {
        write();
        warehouse.execute("drop table ssm.holding");

        assertThatCode(() -> sink(Reading.EVERYTHING).inspect()).doesNotThrowAnyException();
        assertThatCode(() -> sink(FAILED).hold(false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sink(NO_OUTPUT).hold(false)).hasMessageContaining("holds outputs, but");
    }
}
