/** Files that a user hands to the program: read whole, and only if they are as small as somebody writes them by hand. */
@NullMarked
package io.ssmexport.input;

import org.jspecify.annotations.NullMarked;
