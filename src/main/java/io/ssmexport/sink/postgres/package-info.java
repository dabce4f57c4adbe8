/** Merges chunks of rows into the table {@code ssm.command_plugin}. */
@NullMarked
package io.ssmexport.sink.postgres;

import org.jspecify.annotations.NullMarked;
