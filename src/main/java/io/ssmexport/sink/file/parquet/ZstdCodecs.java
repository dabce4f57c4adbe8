package io.ssmexport.sink.file.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard for the writer: parquet-java's own codecs need a Hadoop configuration. */
final class ZstdCodecs implements CompressionCodecFactory {

    /** Zstandard's own default. */
    private static final int LEVEL = 3;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
        if (codecName != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("codec must be ZSTD but was " + codecName);
        }
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
        throw new UnsupportedOperationException("only for writing");
    }

    @Override
    public void release() {
        context.close();
    }

    private final class Compressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream page = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
            bytes.writeAllTo(page);
            return BytesInput.from(context.compress(page.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            // The context is the factory's.
        }
    }
}
