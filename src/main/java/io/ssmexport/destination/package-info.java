/** Places that a user names, as values: where rows go, and where the state lies. Parsed once; nothing is opened here. */
@NullMarked
package io.ssmexport.destination;

import org.jspecify.annotations.NullMarked;
