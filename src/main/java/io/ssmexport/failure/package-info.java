/** What can go wrong: failures that are told to the user in their own words, and the points at which tests kill a run. */
@NullMarked
package io.ssmexport.failure;

import org.jspecify.annotations.NullMarked;
