/**
 * A stand-in for the SSM endpoint, on loopback: Run Command history made from a seed, served as the service does, with
 * faults to order; and, at the same address, for S3 (package {@code s3}). Start reading at
 * {@link io.ssmexport.simulator.Simulator}.
 */
@NullMarked
package io.ssmexport.simulator;

import org.jspecify.annotations.NullMarked;
