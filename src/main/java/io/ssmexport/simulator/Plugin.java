package io.ssmexport.simulator;

/**
 * A step of an invocation as it is seen at one time.
 *
 * @param responseCode -1 if it hasn't finished, or never will
 * @param started epoch milliseconds, or -1 if it hasn't finished
 * @param finished epoch milliseconds, or -1
 */
record Plugin(
        Document.Step step,
        String status,
        String statusDetails,
        int responseCode,
        long started,
        long finished,
        OutputText output) {

    static Plugin unfinished(Document.Step step, String status, String statusDetails) {
        return new Plugin(step, status, statusDetails, -1, -1, -1, OutputText.EMPTY);
    }

    boolean hasTimes() {
        return finished >= 0;
    }
}
