/**
 * Parquet by parquet-java, without Hadoop at run time: writing goes through its public writer, reading through its lower
 * layers, because its public reader needs Hadoop's classes.
 */
@NullMarked
package io.ssmexport.sink.file.parquet;

import org.jspecify.annotations.NullMarked;
