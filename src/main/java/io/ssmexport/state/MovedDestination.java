package io.ssmexport.state;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives all that is known of a destination to another one, of which nothing is known: that is where it lies now. */
public final class MovedDestination {

    private final JdbcClient jdbc;
    private final String from;
    private final String to;

    public MovedDestination(DataSource dataSource, String from, String to) {
        this.jdbc = JdbcClient.create(dataSource);
        this.from = from;
        this.to = to;
    }

    /** Call within a transaction. */
    public void rename() {
        update("""
                insert into destination
                  (destination, selection, slice_minutes, last_success, failed_at, failure, retained_from)
                select cast(:to as varchar(4000)), selection, slice_minutes, last_success, failed_at, failure, retained_from
                from destination where destination = :from""");
        update("update incremental_start set destination = :to where destination = :from");
        update("update run set destination = :to where destination = :from");
        update("update exported_slice set destination = :to where destination = :from");
        jdbc.sql("delete from destination where destination = :from")
                .param("from", from)
                .update();
    }

    private void update(String statement) {
        jdbc.sql(statement).param("to", to).param("from", from).update();
    }
}
