/** Values: their types in the service's model, as the SDK brings it along, and how Python writes them. */
@NullMarked
package io.ssmexport.invocations.value;

import org.jspecify.annotations.NullMarked;
