/** The unit of the export: one account, one region, one span of request times. */
@NullMarked
package io.ssmexport.slice;

import org.jspecify.annotations.NullMarked;
