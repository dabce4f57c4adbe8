/** What a run can be told: the record of options, how each is read from the command line or a job file, and its errors. */
@NullMarked
package io.ssmexport.options;

import org.jspecify.annotations.NullMarked;
