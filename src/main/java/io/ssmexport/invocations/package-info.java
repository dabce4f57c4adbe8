/** The command {@code list-command-invocations}: the AWS CLI's, without its limits. Nothing of Spring. */
@NullMarked
package io.ssmexport.invocations;

import org.jspecify.annotations.NullMarked;
