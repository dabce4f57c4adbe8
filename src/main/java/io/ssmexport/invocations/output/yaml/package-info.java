/** Scalars of YAML as libyaml writes them. */
@NullMarked
package io.ssmexport.invocations.output.yaml;

import org.jspecify.annotations.NullMarked;
