/** The answers of {@code ListCommandInvocations} as they come over the wire, through the SDK but not read by it. */
@NullMarked
package io.ssmexport.wire;

import org.jspecify.annotations.NullMarked;
