package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Writes Parquet files as this program does once it has another row contract, or as it did when it had. */
public final class OtherContract {

    private OtherContract() {}

    /**
     * Writes a file.
     *
     * @param columns names; one that today's contract doesn't have is a text
     */
    public static void write(Path file, int version, List<String> columns, List<PluginRow> rows) throws IOException {
        try (ParquetWriter<PluginRow> writer = new Builder(file, version, columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withPageWriteChecksumEnabled(true)
                .build()) {
            for (PluginRow row : rows) {
                writer.write(row);
            }
        }
    }

    /** Value that a row of another contract has; null where today's has none. */
    public static @Nullable Object value(String column, PluginRow row) {
        Optional<Column> known = Column.ALL.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
        return known.isPresent() ? known.get().value().apply(row) : column + " text";
    }

    private static final class Builder extends ParquetWriter.Builder<PluginRow, Builder> {

        private final Rows rows;

        Builder(Path file, int version, List<String> columns) {
            super(new SyncedOutputFile(file));
            this.rows = new Rows(version, columns);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<PluginRow> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }

        @Override
        @Deprecated // As in the superclass, which has it still abstract.
        protected WriteSupport<PluginRow> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Rows extends WriteSupport<PluginRow> {

        private final int version;
        private final List<String> columns;
        private @Nullable RecordConsumer consumer;

        Rows(int version, List<String> columns) {
            this.version = version;
            this.columns = columns;
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema(), Map.of(RowSchema.CONTRACT_VERSION, String.valueOf(version)));
        }

        @Override
        @Deprecated // As in the superclass, which has it still abstract.
        public WriteContext init(Configuration configuration) {
            throw new UnsupportedOperationException();
        }

        private MessageType schema() {
            Types.MessageTypeBuilder message = Types.buildMessage();
            for (String column : columns) {
                message.addField(
                        RowSchema.MESSAGE.containsField(column)
                                ? RowSchema.MESSAGE.getType(column)
                                : Types.optional(PrimitiveTypeName.BINARY)
                                        .as(LogicalTypeAnnotation.stringType())
                                        .named(column));
            }
            return message.named(RowSchema.MESSAGE.getName());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(PluginRow row) {
            RecordConsumer to = Objects.requireNonNull(consumer);
            to.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                Object value = value(columns.get(i), row);
                if (value != null) {
                    to.startField(columns.get(i), i);
                    add(to, value);
                    to.endField(columns.get(i), i);
                }
            }
            to.endMessage();
        }

        private static void add(RecordConsumer to, Object value) {
            if (value instanceof String text) {
                to.addBinary(Binary.fromString(text));
            } else if (value instanceof Integer number) {
                to.addInteger(number);
            } else if (value instanceof Boolean truth) {
                to.addBoolean(truth);
            } else {
                to.addLong(((Instant) value).toEpochMilli() * 1000);
            }
        }
    }
}
