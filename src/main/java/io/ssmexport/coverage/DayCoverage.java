package io.ssmexport.coverage;

import java.time.LocalDate;

/**
 * A UTC day of a source.
 *
 * @param slices exported slices of the day
 * @param sealed those of them that are sealed
 * @param invocations in these slices
 * @param openInvocations those of them that had not ended when they were read
 * @param rows made of them
 */
public record DayCoverage(
        LocalDate date, DayState state, int slices, int sealed, long invocations, long openInvocations, long rows) {}
