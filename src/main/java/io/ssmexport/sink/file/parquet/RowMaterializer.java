package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.jspecify.annotations.Nullable;

/** Makes rows of the values that parquet-java assembles. */
final class RowMaterializer extends RecordMaterializer<PluginRow> {

    private final @Nullable Object[] values = new @Nullable Object[Column.ALL.size()];
    private final GroupConverter root = new Root();

    @Override
    public PluginRow getCurrentRecord() {
        return PluginRow.of(values);
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private final class Root extends GroupConverter {

        private final Converter[] converters = new Converter[values.length];

        Root() {
            for (int i = 0; i < converters.length; i++) {
                boolean time = Column.ALL.get(i).type() == Column.Type.TIMESTAMP;
                converters[i] = time ? new TimeConverter(i) : new ValueConverter(i);
            }
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return converters[fieldIndex];
        }

        @Override
        public void start() {
            Arrays.fill(values, null);
        }

        @Override
        public void end() {
            // The record is taken by getCurrentRecord.
        }
    }

    private final class ValueConverter extends PrimitiveConverter {

        private final int index;
        private String[] dictionary = {};

        ValueConverter(int index) {
            this.index = index;
        }

        @Override
        public boolean hasDictionarySupport() {
            return Column.ALL.get(index).type() == Column.Type.TEXT;
        }

        @Override
        public void setDictionary(Dictionary texts) {
            dictionary = new String[texts.getMaxId() + 1];
            for (int i = 0; i < dictionary.length; i++) {
                dictionary[i] = texts.decodeToBinary(i).toStringUsingUTF8();
            }
        }

        @Override
        public void addValueFromDictionary(int dictionaryId) {
            values[index] = dictionary[dictionaryId];
        }

        @Override
        public void addBinary(Binary value) {
            values[index] = value.toStringUsingUTF8();
        }

        @Override
        public void addInt(int value) {
            values[index] = value;
        }

        @Override
        public void addBoolean(boolean value) {
            values[index] = value;
        }
    }

    private final class TimeConverter extends PrimitiveConverter {

        private final int index;

        TimeConverter(int index) {
            this.index = index;
        }

        @Override
        public void addLong(long micros) {
            values[index] = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }
}
