/** Prints a list, or what a query makes of it, as the AWS CLI does: JSON, text, table and YAML. */
@NullMarked
package io.ssmexport.invocations.output;

import org.jspecify.annotations.NullMarked;
