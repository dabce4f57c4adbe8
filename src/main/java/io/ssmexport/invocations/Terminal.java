package io.ssmexport.invocations;

/**
 * Standard output as the launcher found it; Java can't tell.
 *
 * @param isPresent whether it is a terminal
 * @param columns its width in characters
 */
record Terminal(boolean isPresent, int columns) {

    private static final int DEFAULT_COLUMNS = 80;

    static Terminal ofLauncher() {
        int columns = Integer.getInteger("ssm-export.columns", 0);
        return new Terminal(columns > 0, columns > 0 ? columns : DEFAULT_COLUMNS);
    }
}
