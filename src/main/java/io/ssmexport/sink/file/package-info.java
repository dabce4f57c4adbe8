/**
 * The file sinks: a dataset with a file per slice, a single file, and standard output. All three stage a slice's pages and
 * merge them when they are complete. Start reading at {@link io.ssmexport.sink.file.FileSink}.
 */
@NullMarked
package io.ssmexport.sink.file;

import org.jspecify.annotations.NullMarked;
