/** Masks secrets in what commands printed, by rules in the format of gitleaks. Pure but for the reading of rule files. */
@NullMarked
package io.ssmexport.row.redaction;

import org.jspecify.annotations.NullMarked;
