/** What a destination has of each account, region and day: pure, from what the ledger knows. */
@NullMarked
package io.ssmexport.coverage;

import org.jspecify.annotations.NullMarked;
