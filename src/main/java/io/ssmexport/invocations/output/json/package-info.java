/** JSON straight from the wire, without a tree in between. */
@NullMarked
package io.ssmexport.invocations.output.json;

import org.jspecify.annotations.NullMarked;
