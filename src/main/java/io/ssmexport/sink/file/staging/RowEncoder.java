package io.ssmexport.sink.file.staging;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows value by value in the order of {@link Column#ALL}. Each starts with a number: {@link #NULL}, {@link #SAME}
 * as in the row before, or {@link #FIRST} plus the length of a text or the value of anything else, with the sign in the
 * lowest bit.
 */
final class RowEncoder {

    static final int NULL = 0;
    static final int SAME = 1;
    static final int FIRST = 2;

    private static final Column[] COLUMNS = Column.ALL.toArray(Column[]::new);

    private final SpoolOutput out;
    private final @Nullable Object[] before = new @Nullable Object[COLUMNS.length];

    RowEncoder(SpoolOutput out) {
        this.out = out;
    }

    void write(PluginRow row) throws IOException {
        for (int i = 0; i < COLUMNS.length; i++) {
            Object value = COLUMNS[i].value().apply(row);
            if (value == null) {
                out.number(NULL);
            } else if (value.equals(before[i])) {
                out.number(SAME);
            } else {
                write(COLUMNS[i].type(), value);
                before[i] = value;
            }
        }
    }

    private void write(Column.Type type, Object value) throws IOException {
        switch (type) {
            case TEXT -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                out.number(FIRST + bytes.length);
                out.bytes(bytes);
            }
            case INT -> signed((Integer) value);
            case BOOLEAN -> signed((Boolean) value ? 1 : 0);
            case TIMESTAMP -> signed(((Instant) value).toEpochMilli());
        }
    }

    private void signed(long value) throws IOException {
        out.number(FIRST + (value << 1 ^ value >> 63));
    }
}
