/** A message broker, by JMS: its address, and queues of short texts that are taken off in transactions. */
@NullMarked
package io.ssmexport.broker;

import org.jspecify.annotations.NullMarked;
