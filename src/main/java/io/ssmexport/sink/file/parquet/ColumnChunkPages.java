package io.ssmexport.sink.file.parquet;

import com.github.luben.zstd.Zstd;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a column in a row group, as {@link ParquetRowWriter} writes them: V1, zstd, with a checksum. One is in
 * memory at a time.
 */
final class ColumnChunkPages implements PageReader {

    private final ColumnMetaData column;
    private final Statistics<?> noStatistics;
    private final InputStream in;
    private long valuesLeft;

    ColumnChunkPages(ColumnMetaData column, PrimitiveType type, InputStream in) {
        this.column = column;
        this.noStatistics = Statistics.getBuilderForReading(type).build();
        this.in = new BufferedInputStream(in, 1 << 14);
        this.valuesLeft = column.getNum_values();
    }

    @Override
    public long getTotalValueCount() {
        return column.getNum_values();
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        if (!column.isSetDictionary_page_offset()) {
            return null;
        }
        try {
            PageHeader page = Util.readPageHeader(in);
            DictionaryPageHeader header = present(page.getDictionary_page_header());
            return new DictionaryPage(body(page), header.getNum_values(), encoding(header.getEncoding()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable DataPage readPage() {
        if (valuesLeft <= 0) {
            return null;
        }
        try {
            PageHeader page = Util.readPageHeader(in);
            DataPageHeader header = present(page.getData_page_header());
            valuesLeft -= header.getNum_values();
            return new DataPageV1(
                    body(page),
                    header.getNum_values(),
                    page.getUncompressed_page_size(),
                    noStatistics,
                    encoding(header.getRepetition_level_encoding()),
                    encoding(header.getDefinition_level_encoding()),
                    encoding(header.getEncoding()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T present(@Nullable T header) throws IOException {
        if (header == null) {
            throw new IOException("a page is not of the kind that stands here");
        }
        return header;
    }

    private BytesInput body(PageHeader page) throws IOException {
        byte[] compressed = in.readNBytes(page.getCompressed_page_size());
        CRC32 checksum = new CRC32();
        checksum.update(compressed);
        if ((int) checksum.getValue() != page.getCrc()) {
            throw new IOException("the checksum of a page of column " + column.getPath_in_schema() + " is wrong");
        }
        return BytesInput.from(Zstd.decompress(compressed, page.getUncompressed_page_size()));
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }
}
