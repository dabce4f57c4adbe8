package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes a Parquet file, and reads its footer again before it counts as written. */
final class ParquetRowWriter implements RowWriter {

    private static final int STATISTICS_BYTES = 64;

    private final Path file;
    private final ParquetWriter<PluginRow> writer;
    private long rows;

    ParquetRowWriter(Path file, Map<String, String> facts, long rowGroupBytes) throws IOException {
        this.file = file;
        Builder builder = new Builder(file, facts)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withRowGroupSize(rowGroupBytes)
                .withDictionaryEncoding(true)
                .withPageWriteChecksumEnabled(true)
                .withColumnIndexTruncateLength(STATISTICS_BYTES)
                .withStatisticsTruncateLength(STATISTICS_BYTES);
        for (String column : RowSchema.PLAIN_COLUMNS) {
            builder.withStatisticsEnabled(column, false).withDictionaryEncoding(column, false);
        }
        this.writer = builder.build();
    }

    @Override
    public void write(PluginRow row) throws IOException {
        writer.write(row);
        rows++;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        long found = ParquetFooter.putInOrder(file).getNum_rows();
        if (found != rows) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s must have %d rows but its footer says %d", file, rows, found));
        }
    }

    private static final class Builder extends ParquetWriter.Builder<PluginRow, Builder> {

        private final Map<String, String> facts;

        Builder(Path file, Map<String, String> facts) {
            super(new SyncedOutputFile(file));
            this.facts = facts;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<PluginRow> getWriteSupport(ParquetConfiguration configuration) {
            return new RowWriteSupport(facts);
        }

        @Override
        @Deprecated // As in the superclass, which has it still abstract.
        protected WriteSupport<PluginRow> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop at run time");
        }
    }
}
