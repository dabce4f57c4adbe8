/** Files of a destination as objects of a bucket. Loaded only where a destination is one. */
@NullMarked
package io.ssmexport.sink.file.s3;

import org.jspecify.annotations.NullMarked;
