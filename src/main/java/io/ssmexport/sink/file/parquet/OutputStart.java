package io.ssmexport.sink.file.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmexport.row.Glance;
import io.ssmexport.sink.file.format.FileColumns;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/**
 * Decodes of an output what a {@link Glance} needs: whether the step was skipped, or how it begins where the step went any other
 * way. Most steps went well, and of theirs nothing is decoded.
 */
final class OutputStart extends PrimitiveConverter {

    private static final byte[] SKIPPED = Glance.SKIPPED.getBytes(UTF_8);

    private final FileColumns columns;
    private final int index;
    private @Nullable Binary value;

    OutputStart(FileColumns columns, int index) {
        this.columns = columns;
        this.index = index;
    }

    /** Only kept, since a file may have the status behind it. */
    @Override
    public void addBinary(Binary output) {
        value = output;
    }

    /** The row's other values are there. */
    void end() {
        if (value != null) {
            columns.set(index, start(value.toByteBuffer()));
            value = null;
        }
    }

    private @Nullable String start(ByteBuffer output) {
        if (Glance.isSuccess((String) columns.value("plugin_status"))) {
            return isSkipped(output) ? Glance.SKIPPED : null;
        }
        return UTF_8.decode(output.slice(output.position(), Math.min(output.remaining(), Glance.OUTPUT_START)))
                .toString();
    }

    private static boolean isSkipped(ByteBuffer output) {
        if (output.remaining() < SKIPPED.length) {
            return false;
        }
        byte[] start = new byte[SKIPPED.length];
        output.get(output.position(), start);
        return Arrays.equals(start, SKIPPED);
    }
}
