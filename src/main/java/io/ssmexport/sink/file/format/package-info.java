/** What a file format has to offer to a sink: a writer and a reader of rows. */
@NullMarked
package io.ssmexport.sink.file.format;

import org.jspecify.annotations.NullMarked;
