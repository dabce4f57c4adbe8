/** What to ask for: the members of a request, from options, shorthand, JSON and files, checked as botocore checks them. */
@NullMarked
package io.ssmexport.invocations.request;

import org.jspecify.annotations.NullMarked;
