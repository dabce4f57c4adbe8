package io.ssmexport.sink.file.staging;

import io.ssmexport.row.Column;
import io.ssmexport.row.PluginRow;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowEncoder} wrote; values that repeat from row to row are the same object. */
final class RowDecoder {

    private static final Column[] COLUMNS = Column.ALL.toArray(Column[]::new);

    private final SpoolInput in;
    private final @Nullable Object[] before = new @Nullable Object[COLUMNS.length];
    private final @Nullable Object[] values = new @Nullable Object[COLUMNS.length];

    RowDecoder(SpoolInput in) {
        this.in = in;
    }

    PluginRow read() throws IOException {
        for (int i = 0; i < COLUMNS.length; i++) {
            long tag = in.number();
            if (tag == RowEncoder.NULL) {
                values[i] = null;
            } else {
                if (tag != RowEncoder.SAME) {
                    before[i] = value(COLUMNS[i].type(), tag - RowEncoder.FIRST);
                }
                values[i] = before[i];
            }
        }
        return PluginRow.of(values);
    }

    private Object value(Column.Type type, long number) throws IOException {
        return switch (type) {
            case TEXT -> in.text((int) number);
            case INT -> (int) signed(number);
            case BOOLEAN -> signed(number) == 1;
            case TIMESTAMP -> Instant.ofEpochMilli(signed(number));
        };
    }

    private static long signed(long number) {
        return number >>> 1 ^ -(number & 1);
    }
}
