/** Tables of text, drawn as the AWS CLI draws them. */
@NullMarked
package io.ssmexport.invocations.output.table;

import org.jspecify.annotations.NullMarked;
