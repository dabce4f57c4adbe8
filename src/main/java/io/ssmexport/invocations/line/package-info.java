/** The command line as Python's argparse reads it, which the AWS CLI leaves it to. */
@NullMarked
package io.ssmexport.invocations.line;

import org.jspecify.annotations.NullMarked;
