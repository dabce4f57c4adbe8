package io.ssmexport.history;

import io.ssmexport.row.InvocationRows;
import io.ssmexport.sink.file.SampleRows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A history in which nothing comes twice: each invocation is of another instance, and fails with another code. */
public final class ManyKinds {

    private static final int DAYS = 30;
    private static final int COMES_AGAIN = 100;

    private ManyKinds() {}

    /** Ends where memory doesn't suffice. Arguments: how many invocations. */
    public static void main(String[] arguments) {
        int many = Integer.parseInt(arguments[0]);
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        History history =
                new History(Days.until(now, DAYS), Room.in(Runtime.getRuntime().maxMemory(), 200));
        Instant first = history.days().first().atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
        for (int i = 0; i < many; i++) {
            history.add(
                    invocation(first.plusMillis((long) i * DAYS * 86_000_000 / many), i % COMES_AGAIN == 0 ? 0 : i));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d invocations: the first of the failures %,d times, %,d kinds, %,d at most missed, %,d instances, %,d of them silent%n",
                history.invocations(),
                history.failures(1).get(0).count(),
                history.failures(),
                history.missedFailures(),
                history.instances(),
                history.silentSince(now.minusSeconds(86_400)).size());
    }

    private static InvocationRows invocation(Instant requested, int number) {
        return new InvocationRows(List.of(SampleRows.row(Map.of(
                "instance_id",
                String.format(Locale.ROOT, "mi-%017x", number),
                "instance_name",
                "host-" + number + ".example.internal",
                "command_id",
                String.format(Locale.ROOT, "3f1c8a52-0000-0000-0000-%012x", number),
                "requested_date_time",
                requested,
                "document_name",
                "Deploy",
                "status",
                "Failed",
                "plugin_status",
                "Failed",
                "response_code",
                number,
                "output",
                "cannot reach host-" + number + ".example.internal: connection refused"))));
    }
}
