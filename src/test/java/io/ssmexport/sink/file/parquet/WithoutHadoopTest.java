package io.ssmexport.sink.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.row.PluginRow;
import io.ssmexport.sink.file.SampleRows;
import io.ssmexport.sink.file.format.RowReader;
import io.ssmexport.sink.file.format.RowWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution has no Hadoop jar; the tests' class path does. */
class WithoutHadoopTest {

    @TempDir
    Path directory;

    @Test
    void parquetIsWrittenAndReadWithoutAClassOfHadoop() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathWithoutHadoop(),
                        WithoutHadoopTest.class.getName(),
                        directory.resolve("rows.parquet").toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String classPathWithoutHadoop() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("hadoop-common"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Writes rows and reads them back, in the other process. */
    public static void main(String[] arguments) throws IOException {
        requireNoHadoop();
        Path file = Path.of(arguments[0]);
        ParquetFormat format = new ParquetFormat(1 << 16);
        try (RowWriter writer = format.create(file, Map.of())) {
            for (PluginRow row : SampleRows.nastyRows()) {
                writer.write(row);
            }
        }
        try (RowReader reader = format.open(file)) {
            for (PluginRow row : SampleRows.nastyRows()) {
                assertThat(reader.read()).isEqualTo(row);
            }
            assertThat(reader.read()).isNull();
        }
    }

    private static void requireNoHadoop() {
        try {
            Class.forName("org.apache.hadoop.conf.Configuration");
            throw new IllegalStateException("there is a Hadoop jar on " + System.getProperty("java.class.path"));
        } catch (ClassNotFoundException e) {
            // As in the distribution.
        }
    }
}
