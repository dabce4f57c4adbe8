/** The commands and their options. */
@NullMarked
package io.ssmexport.cli;

import org.jspecify.annotations.NullMarked;
