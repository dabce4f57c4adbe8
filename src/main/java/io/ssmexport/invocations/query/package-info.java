/** {@code --query}: JMESPath as the AWS CLI's library, jmespath.py, evaluates it. */
@NullMarked
package io.ssmexport.invocations.query;

import org.jspecify.annotations.NullMarked;
