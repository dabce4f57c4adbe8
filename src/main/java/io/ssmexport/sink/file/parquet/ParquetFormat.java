package io.ssmexport.sink.file.parquet;

import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Parquet files with zstd, dictionaries and a page index. Footers hold minimum and maximum of a column, texts cut at 64
 * bytes, but nothing of the output and the urls.
 *
 * @param rowGroupBytes size at which a row group is written out, compressed; about that much is held in memory
 */
public record ParquetFormat(long rowGroupBytes) implements RowFormat {

    @Override
    public String ending() {
        return ".parquet";
    }

    @Override
    public RowWriter create(Path file, Map<String, String> facts) throws IOException {
        return new ParquetRowWriter(file, facts, rowGroupBytes);
    }

    @Override
    public boolean keepsFacts() {
        return true;
    }

    @Override
    public Map<String, String> facts(Path file) throws IOException {
        return ParquetFooter.facts(ParquetFooter.read(file));
    }

    @Override
    public RowReader open(Path file) throws IOException {
        return open(file, Extent.WHOLE);
    }

    @Override
    public RowReader open(Path file, Extent extent) throws IOException {
        return new ParquetRowReader(file, extent);
    }
}
