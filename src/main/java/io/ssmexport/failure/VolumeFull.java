package io.ssmexport.failure;

import java.io.IOException;
import java.util.Locale;

/** No slice can be written any more, because the volume of the destination is full. */
public final class VolumeFull extends Failure {

    private static final long serialVersionUID = 1;

    private static final int MEBIBYTE = 20;

    /**
     * Failure of kind INCOMPLETE.
     *
     * @param volume as the host names it
     * @param free bytes that are left
     * @param needed bytes that must be free to go on: a run doesn't begin with less
     */
    public VolumeFull(String volume, long free, long needed, IOException cause) {
        super(
                Kind.INCOMPLETE,
                Problem.of(String.format(
                                Locale.ROOT,
                                "volume %s is full: %d MiB are free, and some %d MiB are needed to go on",
                                volume,
                                free >> MEBIBYTE,
                                (needed >> MEBIBYTE) + 1))
                        .withRemedy("make room there and run the same command again: what was committed stays"),
                cause);
    }
}
