package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands rows to parquet-java, value by value. */
final class RowWriteSupport extends WriteSupport<PluginRow> {

    private static final Column[] COLUMNS = Column.ALL.toArray(Column[]::new);

    /** Counted by java.time, microseconds since 1970 overflow before the year 1678. */
    private static final long MICROS_PER_MILLI = 1000;

    private final Map<String, String> facts;
    private final @Nullable String[] lastText = new @Nullable String[COLUMNS.length];
    private final @Nullable Binary[] lastBinary = new @Nullable Binary[COLUMNS.length];
    private @Nullable RecordConsumer consumer;
    private @Nullable Instant readAt;

    RowWriteSupport(Map<String, String> facts) {
        this.facts = facts;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        Map<String, String> metadata = new HashMap<>(facts);
        metadata.put(RowSchema.CONTRACT_VERSION, String.valueOf(Column.CONTRACT_VERSION));
        return new WriteContext(RowSchema.MESSAGE, metadata);
    }

    @Override
    @Deprecated // As in the superclass, which has it still abstract.
    public WriteContext init(Configuration configuration) {
        throw new UnsupportedOperationException("there is no Hadoop at run time");
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(PluginRow row) {
        RecordConsumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("prepareForWrite comes first");
        }
        to.startMessage();
        for (int i = 0; i < COLUMNS.length; i++) {
            Object value = COLUMNS[i].value().apply(row);
            if (value != null) {
                to.startField(COLUMNS[i].name(), i);
                write(to, i, value);
                to.endField(COLUMNS[i].name(), i);
            }
        }
        to.endMessage();
        if (readAt == null || row.exportedAt().isAfter(readAt)) {
            readAt = row.exportedAt();
        }
    }

    private void write(RecordConsumer to, int i, Object value) {
        switch (COLUMNS[i].type()) {
            case TEXT -> to.addBinary(binary(i, (String) value));
            case INT -> to.addInteger((Integer) value);
            case BOOLEAN -> to.addBoolean((Boolean) value);
            case TIMESTAMP -> to.addLong(((Instant) value).toEpochMilli() * MICROS_PER_MILLI);
        }
    }

    /** Texts that repeat from row to row come out of the staging as one object: they are encoded once. */
    @SuppressWarnings("ReferenceEquality") // Comparing long texts would cost what it saves.
    private Binary binary(int i, String text) {
        Binary binary = lastBinary[i];
        if (binary == null || lastText[i] != text) {
            binary = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
            lastBinary[i] = binary;
            lastText[i] = text;
        }
        return binary;
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
        return new FinalizedWriteContext(readAt == null ? Map.of() : Map.of(RowSchema.READ_AT, readAt.toString()));
    }
}
