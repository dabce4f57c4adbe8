package io.ssmexport.ssm;

import java.util.function.Supplier;

/**
 * A page and where the chain is after it.
 *
 * @param page reads the answer when asked, so that the chain need not wait for that
 * @param after position from which the following page is asked for
 * @param bytes of the answer
 */
record PageRead(Supplier<CommandPage> page, PagePosition after, int bytes) {}
