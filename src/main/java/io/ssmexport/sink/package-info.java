/** Where rows go. A sink opens, writes and closes inside one call and keeps no state between chunks. */
@NullMarked
package io.ssmexport.sink;

import org.jspecify.annotations.NullMarked;
