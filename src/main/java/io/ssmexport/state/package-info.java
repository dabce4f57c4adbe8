/** What is kept between runs: the lock, the database of checkpoints, the ledger of exported slices, and planned runs. */
@NullMarked
package io.ssmexport.state;

import org.jspecify.annotations.NullMarked;
