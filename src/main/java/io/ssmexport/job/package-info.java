/** The export itself: which slices to read, the Spring Batch job that reads them, and what a run amounts to. */
@NullMarked
package io.ssmexport.job;

import org.jspecify.annotations.NullMarked;
