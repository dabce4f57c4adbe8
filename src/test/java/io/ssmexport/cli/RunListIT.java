package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills runs that read part of the service's list; all else of them is {@link RunListTest}'s. */
class RunListIT {

    @TempDir
    private Path home;

    @Test
    void aListThatIsKilledGoesOnAfterItsLastCommit() throws Exception {
        List<String> options = List.of("--max-items=100", "--page-size=10", "--pages-per-commit=2");
        assertThat(killed("-Dssm-export.crash=PAGE_READ:7", "list.csv", options))
                .isEqualTo(137);

        assertThat(run("list.csv", options).get(0)).startsWith("resuming run ");

        run("whole.csv", options);
        assertThat(rows("list.csv")).containsExactlyInAnyOrderElementsOf(rows("whole.csv"));
    }

    @Test
    void aListThatIsKilledAfterItsFileIsThereStillSaysWhereToGoOn() throws Exception {
        List<String> options = List.of("--max-items=50");
        assertThat(killed("-Dssm-export.crash=SLICE_RENAMED", "list.csv", options))
                .isEqualTo(137);

        String token = nextToken(run("list.csv", options));

        assertThat(token).isEqualTo(nextToken(run("whole.csv", options)));
        assertThat(rows("list.csv")).containsExactlyInAnyOrderElementsOf(rows("whole.csv"));
    }

    private int killed(String crash, String file, List<String> options) throws Exception {
        return new ExportProcess(home).jvm(crash).run(arguments(file, options));
    }

    /** What a run told. */
    private List<String> run(String file, List<String> options) {
        InProcess program = new InProcess(home);
        assertThat(program.run(arguments(file, options))).isZero();
        return program.told();
    }

    private static List<String> arguments(String file, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--into=csv:" + file,
                "--state=state",
                "--simulate=invocations=120,days=3,seed=1",
                "--details=false"));
        arguments.addAll(options);
        return arguments;
    }

    private static String nextToken(List<String> told) {
        return told.get(told.size() - 1).split(", next token ", 2)[1];
    }

    /** Without the time at which each was read, the last column. */
    private List<String> rows(String file) throws Exception {
        return Files.readAllLines(home.resolve(file)).stream()
                .map(row -> row.substring(0, row.lastIndexOf(',')))
                .toList();
    }
}
