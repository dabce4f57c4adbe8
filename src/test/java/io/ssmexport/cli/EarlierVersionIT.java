package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.job.EarlierArchive;
import io.ssmexport.postgres.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What version 0.1.0 left of 240 invocations sent from 2026-11-22 to 2026-11-24; its embedded states are of H2 2.4.240.
 *
 * <p>AWS forgot all of that long ago, so that every row of it has to be read back to be kept.
 */
class EarlierVersionIT {

    private static final int INVOCATIONS = 240;
    private static final int ROWS = 543;

    @RegisterExtension
    private final Warehouse warehouse = new Warehouse();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "csv"})
    void anEmbeddedStateAndItsFilesAreReadOn(String format) throws Exception {
        EarlierArchive earlier = EarlierArchive.unpack("0.1.0", directory);
        earlier.move(format, directory.resolve("state").resolve(format));
        List<List<@Nullable String>> before = earlier.rows(format);

        InProcess export = new InProcess(directory);
        assertThat(export.run(
                        again(format, format + ":" + earlier.dataset(format), "--state=" + directory.resolve("state"))))
                .as(String.join("\n", export.told()))
                .isZero();

        assertThat(export.told()).last().asString().contains(INVOCATIONS + " kept");
        assertThat(before).hasSize(ROWS);
        assertThat(earlier.rows(format).containsAll(before)).isTrue();
    }

    @Test
    void aWarehouseIsUpgradedAndReadOn() throws Exception {
        EarlierArchive.unpack("0.1.0", directory).restore(warehouse);
        List<List<@Nullable String>> before = warehouse.rows();

        InProcess export = new InProcess(directory);
        assertThat(export.run(again("postgres", warehouse.url())))
                .as(String.join("\n", export.told()))
                .isZero();

        assertThat(before).hasSize(ROWS);
        assertThat(warehouse.rows().containsAll(before)).isTrue();
    }

    /** Reads each slice again. */
    private static List<String> again(String name, String into, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--name=" + name, "--into=" + into, "--again"));
        arguments.addAll(List.of("--from=2026-11-22", "--until=2026-11-25", "--simulate=invocations=1,days=1,seed=1"));
        arguments.addAll(List.of(options));
        return arguments;
    }
}
