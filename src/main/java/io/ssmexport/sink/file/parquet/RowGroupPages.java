package io.ssmexport.sink.file.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;

/** A row group of an open file; its columns are read side by side, each from its own place. */
final class RowGroupPages implements PageReadStore {

    private final FileChannel channel;
    private final RowGroup rowGroup;
    private final Map<String, ColumnMetaData> columns = new HashMap<>();

    RowGroupPages(FileChannel channel, RowGroup rowGroup) {
        this.channel = channel;
        this.rowGroup = rowGroup;
        for (ColumnChunk chunk : rowGroup.getColumns()) {
            ColumnMetaData column = chunk.getMeta_data();
            columns.put(column.getPath_in_schema().get(0), column);
        }
    }

    @Override
    public long getRowCount() {
        return rowGroup.getNum_rows();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor descriptor) {
        ColumnMetaData column = columns.get(descriptor.getPath()[0]);
        if (column == null) {
            throw new IllegalArgumentException("no column " + descriptor);
        }
        long start = column.isSetDictionary_page_offset()
                ? column.getDictionary_page_offset()
                : column.getData_page_offset();
        return new ColumnChunkPages(column, descriptor.getPrimitiveType(), new ChannelSection(channel, start));
    }

    /** Reads on from a position without moving the channel's own. */
    private static final class ChannelSection extends InputStream {

        private final FileChannel channel;
        private long position;

        ChannelSection(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(count, 0);
            return count;
        }
    }
}
