package io.ssmexport.state;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How much a run did.
 *
 * @param slices that reached the destination
 * @param failed slices that failed when it was last worked on
 * @param invocations in these slices
 * @param rows of these invocations
 * @param pages read
 * @param retries attempts beyond the first of each request
 * @param throttles those of them that the service refused because there were too many; 0 of runs before this was counted
 * @param millis time that its processes worked on it
 */
public record RunCounts(
        long slices, long failed, long invocations, long rows, long pages, long retries, long throttles, long millis) {

    static RunCounts of(ResultSet row) throws SQLException {
        return new RunCounts(
                row.getLong("slices"),
                row.getLong("failed"),
                row.getLong("invocations"),
                row.getLong("row_count"),
                row.getLong("pages"),
                row.getLong("retries"),
                row.getLong("throttles"),
                row.getLong("millis"));
    }

    /** Both together; the slices that failed are the other's, which tried them last. */
    public RunCounts plus(RunCounts other) {
        return new RunCounts(
                slices + other.slices,
                other.failed,
                invocations + other.invocations,
                rows + other.rows,
                pages + other.pages,
                retries + other.retries,
                throttles + other.throttles,
                millis + other.millis);
    }

    /** What came on top of the earlier ones. */
    public RunCounts minus(RunCounts earlier) {
        return new RunCounts(
                slices - earlier.slices,
                failed - earlier.failed,
                invocations - earlier.invocations,
                rows - earlier.rows,
                pages - earlier.pages,
                retries - earlier.retries,
                throttles - earlier.throttles,
                millis - earlier.millis);
    }
}
