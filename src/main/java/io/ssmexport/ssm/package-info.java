/** Reading the service: clients per region, one page per call, and the checkpoint between pages. */
@NullMarked
package io.ssmexport.ssm;

import org.jspecify.annotations.NullMarked;
