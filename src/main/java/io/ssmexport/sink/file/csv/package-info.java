/** CSV as RFC 4180 has it, with null and the empty string told apart. */
@NullMarked
package io.ssmexport.sink.file.csv;

import org.jspecify.annotations.NullMarked;
