package io.ssmexport.dashboard;

import io.ssmexport.coverage.Alarms;
import io.ssmexport.coverage.Coverage;
import io.ssmexport.disk.FileMode;
import io.ssmexport.history.Days;
import io.ssmexport.history.History;
import io.ssmexport.history.Room;
import io.ssmexport.job.ArchivedRows;
import io.ssmexport.job.Environment;
import io.ssmexport.job.KnownArchive;
import io.ssmexport.options.ExportOptions;
import io.ssmexport.plan.ForgottenSoon;
import io.ssmexport.report.ReportFile;
import io.ssmexport.sink.Damage;
import io.ssmexport.state.Archive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Makes the page of what a job has archived: reads the destination once, from as many days before the first that is shown.
 *
 * @param days how many days are shown, the last of which is today
 */
public record Dashboard(ExportOptions options, Environment environment, int days) {

    /** Where nobody says how many. */
    public static final int DEFAULT_DAYS = 30;

    /**
     * A page that was written.
     *
     * @param invocations that were counted
     * @param damaged what could not be read, in a line each
     */
    public record Written(long invocations, long bytes, List<String> damaged) {}

    /**
     * Writes it in place of the file that is there.
     *
     * @param progress gets the number of invocations counted so far, now and then
     * @throws io.ssmexport.failure.Failure of kind USAGE if the job can't be shown, of kind INCOMPLETE if its destination can't
     *     be read or the file can't be written
     */
    public Written write(ReportFile file, LongConsumer progress) {
        Instant now = environment.clock().instant();
        History history =
                new History(Days.until(now, days), Room.in(Runtime.getRuntime().maxMemory(), Tables.MOST_ROWS));
        List<String> damaged = new ArrayList<>();
        ArchivedRows.look(
                options,
                environment,
                history.days().start(),
                history.days().end(),
                invocation -> {
                    history.add(invocation);
                    if (history.invocations() % PROGRESS == 0) {
                        progress.accept(history.invocations());
                    }
                },
                damage -> damaged.add(text(damage)));
        String html = page(history, damaged, now).html();
        file.replace(html, options.fileMode(), FileMode.PRIVATE);
        return new Written(history.invocations(), html.getBytes(StandardCharsets.UTF_8).length, damaged);
    }

    private static final int PROGRESS = 10_000;

    private Page page(History history, List<String> damaged, Instant now) {
        Optional<Archive> archive = KnownArchive.read(options, environment.variables());
        Archive known = archive.orElse(Archive.empty(options.slice()));
        Coverage coverage = Coverage.of(known, options, now);
        List<String> alarms = new ArrayList<>();
        if (archive.isPresent()) {
            alarms.addAll(Alarms.of(KnownArchive.parts(options, environment.variables()), options, null, now));
            alarms.addAll(ForgottenSoon.lines(coverage.forgottenSoon(), options.warnDays(), now));
        }
        damaged.forEach(file -> alarms.add("not all is counted: " + file));
        return new Page(
                new Page.About(options.name(), options.into().toString(), environment.version(), now),
                history,
                coverage,
                new Completeness(history.days(), coverage, archive.isPresent()),
                options.dashboardLines(),
                alarms);
    }

    private static String text(Damage damage) {
        return damage.problem().text();
    }
}
