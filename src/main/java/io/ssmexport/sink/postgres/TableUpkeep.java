package io.ssmexport.sink.postgres;

import io.ssmexport.failure.CrashPoint;
import io.ssmexport.sink.Upkeep;
import io.ssmexport.slice.Slice;
import io.ssmexport.slice.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Upkeep of the table, a day of an account and region in a transaction each. */
record TableUpkeep(PostgresSink sink) implements Upkeep {

    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public Amount before(Set<Source> sources, Instant time) {
        Amount amount = Amount.NOTHING;
        for (Source source : sources) {
            amount = amount.plus(sink.within(day(source, time), connection -> amount(connection, source, time)));
        }
        return amount;
    }

    private static Slice day(Source source, Instant time) {
        return new Slice(source.account(), source.region(), Slice.floor(time, DAY), DAY);
    }

    private static Amount amount(Connection connection, Source source, Instant time) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("""
                select count(distinct (requested_date_time at time zone 'UTC')::date),
                  count(distinct (command_id, instance_id)), count(*)
                from ssm.command_plugin where account_id = ? and region = ? and requested_date_time < ?""")) {
            setSource(count, source, time);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Amount(row.getLong(1), row.getLong(2), row.getLong(3), 0);
            }
        }
    }

    private static void setSource(PreparedStatement statement, Source source, Instant time) throws SQLException {
        statement.setString(1, source.account());
        statement.setString(2, source.region());
        statement.setObject(3, time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void forget(Set<Source> sources, Instant before) {
        for (Source source : sources) {
            Optional<Instant> oldest =
                    sink.within(day(source, before), connection -> oldest(connection, source, before));
            for (Instant start = Slice.floor(oldest.orElse(before), DAY);
                    start.isBefore(before);
                    start = start.plus(DAY)) {
                forget(day(source, start), before);
            }
        }
    }

    private void forget(Slice day, Instant before) {
        Instant end = day.end().isBefore(before) ? day.end() : before;
        sink.within(day, connection -> {
            PostgresSink.lockDay(connection, day);
            int rows = delete(
                    connection,
                    "ssm.command_plugin where account_id = ? and region = ? and requested_date_time < ?"
                            + " and requested_date_time >= ?",
                    day,
                    end);
            return rows
                    + delete(
                            connection,
                            "ssm_export.returned_page where account_id = ? and region = ? and start_time < ?"
                                    + " and start_time >= ?",
                            day,
                            end);
        });
        CrashPoint.SLICE_FORGOTTEN.reached();
    }

    private static int delete(Connection connection, String what, Slice day, Instant end) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from " + what)) {
            setSource(delete, Source.of(day), end);
            delete.setObject(4, day.start().atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }

    @Override
    public void requireRedactable() {
        sink.holding(TableHolding::requireRedactable);
    }

    @Override
    public void forEachPrinted(Consumer<String> each) {
        forEachDay(day -> sink.within(
                day,
                connection -> new PrintedColumns(connection, day).change(text -> {
                    each.accept(text);
                    return text;
                })));
    }

    @Override
    public void redact(UnaryOperator<String> printed, Replaced replaced) {
        forEachDay(day -> {
            sink.within(day, connection -> {
                PostgresSink.lockDay(connection, day);
                return new PrintedColumns(connection, day).change(printed);
            });
            CrashPoint.SLICE_MERGED.reached();
        });
        sink.holding(TableHolding::become);
    }

    /** From the oldest to the newest, of all accounts and regions that are there. */
    private void forEachDay(Consumer<Slice> each) {
        sink.days().forEach(each);
    }

    private static Optional<Instant> oldest(Connection connection, Source source, Instant before) throws SQLException {
        try (PreparedStatement min = connection.prepareStatement("""
                select min(requested_date_time) from ssm.command_plugin
                where account_id = ? and region = ? and requested_date_time < ?""")) {
            setSource(min, source, before);
            try (ResultSet row = min.executeQuery()) {
                row.next();
                OffsetDateTime oldest = row.getObject(1, OffsetDateTime.class);
                return Optional.ofNullable(oldest).map(OffsetDateTime::toInstant);
            }
        }
    }
}
