/** The list page by page, as botocore's paginator reads it: its tokens, its limits, its errors. */
@NullMarked
package io.ssmexport.invocations.paging;

import org.jspecify.annotations.NullMarked;
