/** Command lines over the whole grammar of the AWS CLI's command, made by a seeded generator. */
@NullMarked
package io.ssmexport.invocations.random;

import org.jspecify.annotations.NullMarked;
