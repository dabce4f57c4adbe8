package io.ssmexport.sink.file.staging;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.ssmexport.row.PluginRow;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a part that was checked before. */
final class PartReader implements Closeable {

    private final ZstdInputStreamNoFinalizer zstd;
    private final PartHeader header;
    private final RowDecoder rows;

    PartReader(Path part) throws IOException {
        DataInputStream in = Part.open(part);
        header = Part.header(part, in);
        zstd = new ZstdInputStreamNoFinalizer(in);
        rows = new RowDecoder(new SpoolInput(zstd));
    }

    PartHeader header() {
        return header;
    }

    /** The next row; the header tells how many there are. */
    PluginRow read() throws IOException {
        return rows.read();
    }

    @Override
    public void close() throws IOException {
        zstd.close();
    }
}
