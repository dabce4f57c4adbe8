/**
 * Where the files of a destination lie, whatever keeps them. What a file says, and what becomes of it, is known above.
 */
@NullMarked
package io.ssmexport.sink.file.storage;

import org.jspecify.annotations.NullMarked;
