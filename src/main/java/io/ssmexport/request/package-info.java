/**
 * A request in the AWS CLI's vocabulary: members from options, shorthand, JSON and files, tokens, the part of a list, the
 * window. Knows no command and no exit code; whoever was given a mistake puts it into words of its own.
 */
@NullMarked
package io.ssmexport.request;

import org.jspecify.annotations.NullMarked;
