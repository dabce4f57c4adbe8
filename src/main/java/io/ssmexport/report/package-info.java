/** What a run leaves for machines to read: its report as JSON and its metrics for Prometheus. */
@NullMarked
package io.ssmexport.report;

import org.jspecify.annotations.NullMarked;
