/** How {@code list-command-invocations} ends when it can't do what it was told: the AWS CLI's words and exit codes. */
@NullMarked
package io.ssmexport.invocations.failure;

import org.jspecify.annotations.NullMarked;
