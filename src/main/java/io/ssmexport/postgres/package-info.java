/** How to reach a Postgres server as the users of libpq expect, its pool, its migrations, and what its errors mean. */
@NullMarked
package io.ssmexport.postgres;

import org.jspecify.annotations.NullMarked;
