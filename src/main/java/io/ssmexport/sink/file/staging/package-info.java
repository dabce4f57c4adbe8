/**
 * Where the pages of a slice wait until all are there: a part per chunk, in a directory per slice. A part is a plain
 * spool, made to be written and read back once.
 */
@NullMarked
package io.ssmexport.sink.file.staging;

import org.jspecify.annotations.NullMarked;
