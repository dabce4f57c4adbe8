/** What the archived invocations come to, counted as the views of {@code sql/views} count: pure, from rows. */
@NullMarked
package io.ssmexport.history;

import org.jspecify.annotations.NullMarked;
