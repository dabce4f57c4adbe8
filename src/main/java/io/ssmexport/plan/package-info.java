/** Which slices there are to read, why, and which of them AWS is about to forget: pure, from options, ledger and clock. */
@NullMarked
package io.ssmexport.plan;

import org.jspecify.annotations.NullMarked;
