package io.ssmexport.sink.file;

import io.ssmexport.sink.Sink;
import java.nio.file.Path;

/** A sink that writes files. */
public sealed interface FileSink extends Sink permits DatasetSink, SingleFileSink, StandardOutputSink {

    /**
     * The sink that an {@code into} describes: {@code parquet:PATH}, {@code csv:PATH}, {@code csv.gz:PATH} or
     * {@code csv:-}. A path that ends in {@code .parquet}, {@code .csv} or {@code .csv.gz} is a single file, any other the
     * directory of a dataset. Touches nothing.
     *
     * @throws io.ssmexport.failure.Failure of kind USAGE if it is none of these
     */
    static FileSink of(String into, FileSinkSettings settings) {
        return Destination.parse(into).sink(settings);
    }

    /**
     * Directory, of this destination alone, where a file may lie that locks it. {@link #prepare} makes it; {@link #clean}
     * leaves it alone while there is anything in it.
     */
    Path lockDirectory();
}
