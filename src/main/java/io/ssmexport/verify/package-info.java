/** Comparing what is archived of a command with what the service counts. Pure. */
@NullMarked
package io.ssmexport.verify;

import org.jspecify.annotations.NullMarked;
