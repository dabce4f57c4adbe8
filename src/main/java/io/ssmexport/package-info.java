/** Copies AWS Systems Manager Run Command history into Parquet, CSV or a Postgres warehouse. */
@NullMarked
package io.ssmexport;

import org.jspecify.annotations.NullMarked;
