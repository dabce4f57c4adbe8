/** A run, and what looks ahead or back at one: what is checked, locked and planned, and what was exported. */
@NullMarked
package io.ssmexport.job;

import org.jspecify.annotations.NullMarked;
