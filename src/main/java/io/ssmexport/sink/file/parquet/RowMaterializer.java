package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.FileColumns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.jspecify.annotations.Nullable;

/** Makes rows of the values that parquet-java assembles. */
final class RowMaterializer extends RecordMaterializer<PluginRow> {

    private final FileColumns columns;
    private final GroupConverter root;

    RowMaterializer(FileColumns columns, Extent extent) {
        this.columns = columns;
        this.root = new Root(extent);
    }

    @Override
    public PluginRow getCurrentRecord() {
        return columns.row();
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private final class Root extends GroupConverter {

        private final Converter[] converters = new Converter[columns.count()];

        private @Nullable OutputStart output;

        Root(Extent extent) {
            for (int i = 0; i < converters.length; i++) {
                if (extent == Extent.GLANCE && columns.at(i).name().equals("output")) {
                    output = new OutputStart(columns, i);
                    converters[i] = output;
                } else {
                    boolean time = columns.at(i).type() == Column.Type.TIMESTAMP;
                    converters[i] = time ? new TimeConverter(i) : new ValueConverter(i);
                }
            }
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return converters[fieldIndex];
        }

        @Override
        public void start() {
            columns.clear();
        }

        @Override
        public void end() {
            if (output != null) {
                output.end();
            }
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
            return columns.at(index).type() == Column.Type.TEXT;
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
            columns.set(index, dictionary[dictionaryId]);
        }

        @Override
        public void addBinary(Binary value) {
            columns.set(index, value.toStringUsingUTF8());
        }

        @Override
        public void addInt(int value) {
            columns.set(index, value);
        }

        @Override
        public void addBoolean(boolean value) {
            columns.set(index, value);
        }
    }

    private final class TimeConverter extends PrimitiveConverter {

        private final int index;

        TimeConverter(int index) {
            this.index = index;
        }

        @Override
        public void addLong(long micros) {
            columns.set(index, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
    }
}
