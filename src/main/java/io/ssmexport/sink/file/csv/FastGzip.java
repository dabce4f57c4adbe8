package io.ssmexport.sink.file.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip at level 1, since compression is most of the work of a compressed CSV. Its header has neither name nor
 * time, so that equal rows give equal files.
 */
final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
        super(out, 1 << 16);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
