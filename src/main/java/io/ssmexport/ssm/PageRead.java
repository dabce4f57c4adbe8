package io.ssmexport.ssm;

/**
 * A page and where the chain is after it.
 *
 * @param after position from which the following page is asked for
 */
record PageRead(CommandPage page, PagePosition after) {}
