package io.ssmexport.sink.file.parquet;

import io.ssmexport.row.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** The row contract as a Parquet schema, and the keys of what a footer says about its file. */
final class RowSchema {

    /** Key of the version of the row contract in a footer; also the mark of our files. */
    static final String CONTRACT_VERSION = "ssm-export.contract-version";
    /** Key of the latest {@code exported_at} of the file's rows. */
    static final String READ_AT = "ssm-export.read-at";

    static final MessageType MESSAGE = message();

    /**
     * Columns whose values may hold secrets or are unique: no statistics, because a footer would repeat values of them, and no
     * dictionary.
     */
    static final Set<String> PLAIN_COLUMNS = Set.of(
            "output",
            "standard_output_url",
            "standard_error_url",
            "plugin_standard_output_url",
            "plugin_standard_error_url");

    private RowSchema() {}

    private static MessageType message() {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (Column column : Column.ALL) {
            Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
            message.addField(Types.primitive(physical(column), repetition)
                    .as(logical(column))
                    .named(column.name()));
        }
        return message.named("command_plugin");
    }

    /** Columns that a file has, in its order. */
    static List<String> names(FileMetaData footer) {
        return elements(footer).map(SchemaElement::getName).toList();
    }

    /** Schema of columns that are all of the contract. */
    static MessageType of(List<String> names) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        names.forEach(name -> message.addField(MESSAGE.getType(name)));
        return message.named(MESSAGE.getName());
    }

    /** All but the root. */
    private static Stream<SchemaElement> elements(FileMetaData footer) {
        return footer.getSchema().stream().skip(1);
    }

    private static PrimitiveTypeName physical(Column column) {
        return switch (column.type()) {
            case TEXT -> PrimitiveTypeName.BINARY;
            case INT -> PrimitiveTypeName.INT32;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case TIMESTAMP -> PrimitiveTypeName.INT64;
        };
    }

    private static @Nullable LogicalTypeAnnotation logical(Column column) {
        return switch (column.type()) {
            case TEXT -> LogicalTypeAnnotation.stringType();
            case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS);
            case INT -> LogicalTypeAnnotation.intType(32, true);
            case BOOLEAN -> null;
        };
    }
}
