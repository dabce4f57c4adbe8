/**
 * A stand-in for S3, on loopback: as strict as the service where an export meets it, with faults to order. Start reading
 * at {@link io.ssmexport.simulator.s3.S3Simulator}.
 */
@NullMarked
package io.ssmexport.simulator.s3;

import org.jspecify.annotations.NullMarked;
