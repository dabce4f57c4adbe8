package io.ssmexport.sink.file.csv;

import io.ssmexport.disk.SyncedOutput;
import io.ssmexport.sink.file.format.FileColumns;
import io.ssmexport.sink.file.format.RowFormat;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * RFC 4180 in UTF-8 with a header. Everything but null is quoted: an empty field is null, {@code ""} is an empty string.
 *
 * @param gzip whether files are compressed
 */
public record CsvFormat(boolean gzip, CsvStyle style) implements RowFormat {

    /** Of the three modes that RFC 4180 allows, the only one in which null and "" differ. */
    static final CSVFormat RFC_4180 =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();

    /** By it Excel knows UTF-8, and this program that the file is one for Excel. */
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public String ending() {
        return gzip ? ".csv.gz" : ".csv";
    }

    @Override
    public RowWriter create(Path file, Map<String, String> facts) throws IOException {
        OutputStream out = new SyncedOutput(file);
        return new CsvRowWriter(gzip ? new FastGzip(out) : out, style);
    }

    /** Writer of a stream, which closing flushes but leaves open. */
    public RowWriter to(OutputStream out) throws IOException {
        return new CsvRowWriter(new LeftOpen(out), style);
    }

    @Override
    public boolean keepsFacts() {
        return false;
    }

    @Override
    public Map<String, String> facts(Path file) {
        return Map.of();
    }

    @Override
    public RowReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        return new CsvRowReader(file, gzip ? decompressed(file, in) : in, style);
    }

    private static InputStream decompressed(Path file, InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (ZipException | EOFException e) {
            in.close();
            throw FileColumns.unknown(file, "was not written by ssm-export");
        }
    }
}
