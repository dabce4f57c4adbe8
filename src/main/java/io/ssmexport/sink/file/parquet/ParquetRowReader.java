package io.ssmexport.sink.file.parquet;

import com.github.luben.zstd.ZstdException;
import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.format.DamagedFileException;
import io.ssmexport.sink.file.format.Extent;
import io.ssmexport.sink.file.format.FileColumns;
import io.ssmexport.sink.file.format.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file that {@link ParquetRowWriter} wrote, be it that of an older version, row group after row group. */
final class ParquetRowReader implements RowReader {

    private final Path file;
    private final FileChannel channel;
    private final Extent extent;
    private final FileColumns columns;
    private final MessageColumnIO assembly;
    private final Iterator<RowGroup> rowGroups;
    private @Nullable RecordReader<PluginRow> rows;
    private long rowsLeft;

    ParquetRowReader(Path file, Extent extent) throws IOException {
        this.file = file;
        FileMetaData footer = ParquetFooter.read(file);
        List<String> names = RowSchema.names(footer);
        this.extent = extent;
        this.columns = switch (extent) {
            case WHOLE -> new FileColumns(file, names);
            case GLANCE -> FileColumns.glance(file, names);
        };
        this.assembly = new ColumnIOFactory(footer.getCreated_by())
                .getColumnIO(RowSchema.of(columns.names()), RowSchema.of(names));
        this.channel = FileChannel.open(file);
        this.rowGroups = footer.getRow_groups().iterator();
    }

    @Override
    public @Nullable PluginRow read() throws IOException {
        try {
            while (rowsLeft == 0) {
                if (!rowGroups.hasNext()) {
                    return null;
                }
                RowGroup rowGroup = rowGroups.next();
                rows = assembly.getRecordReader(
                        new RowGroupPages(channel, rowGroup), new RowMaterializer(columns, extent));
                rowsLeft = rowGroup.getNum_rows();
            }
            rowsLeft--;
            return rows == null ? null : rows.read();
        } catch (UncheckedIOException | ParquetRuntimeException | ZstdException e) {
            throw new DamagedFileException(file + " is damaged", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
