/** All of Spring Batch: the job over the slices of a run, each read page by page with a checkpoint per chunk, and its tally. */
@NullMarked
package io.ssmexport.job.slices;

import org.jspecify.annotations.NullMarked;
