/** The row contract: one record per plugin of an invocation, its columns, and the pure functions that make it. */
@NullMarked
package io.ssmexport.row;

import org.jspecify.annotations.NullMarked;
