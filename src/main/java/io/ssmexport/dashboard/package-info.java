/**
 * What a destination holds as one page of HTML that needs nothing else. {@link io.ssmexport.dashboard.Dashboard} makes it of an
 * {@link io.ssmexport.history.History} and of what the job's state knows; the template and its script are resources beside.
 */
@NullMarked
package io.ssmexport.dashboard;

import org.jspecify.annotations.NullMarked;
