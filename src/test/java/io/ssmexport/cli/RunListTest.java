package io.ssmexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read part of the service's list instead of slices. */
class RunListTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    private record Ended(int exitCode, List<String> said) {

        String lastLine() {
            return said.get(said.size() - 1);
        }

        String nextToken() {
            assertThat(lastLine()).contains(", next token ");
            return lastLine().substring(lastLine().lastIndexOf(' ') + 1);
        }
    }

    @Test
    void partsThatFollowEachOtherAreTheWholeList() throws IOException {
        String first =
                run("first.csv", "--max-items", "45", "--page-size", "20").nextToken();
        String second = run("second.csv", "--max-items", "35", "--page-size", "20", "--starting-token", first)
                .nextToken();
        Ended last = run("third.csv", "--page-size", "20", "--starting-token", second);
        run("all.csv", "--max-items", "1000");

        List<String> parts = new ArrayList<>(invocations("first.csv"));
        parts.addAll(invocations("second.csv"));
        parts.addAll(invocations("third.csv"));
        assertThat(last.lastLine()).startsWith("done: ").doesNotContain("next token");
        assertThat(parts).hasSize(120).containsExactlyInAnyOrderElementsOf(invocations("all.csv"));
    }

    @Test
    void aListThatIsReadAgainIsNotDoubled() throws Exception {
        run("list.csv", "--max-items", "50");
        List<String> once = invocations("list.csv");

        run("list.csv", "--max-items", "50");

        assertThat(invocations("list.csv")).containsExactlyInAnyOrderElementsOf(once);
    }

    @Test
    void tokensAreThoseOfTheAwsCli() {
        String token = run("first.csv", "--max-items", "3").nextToken();

        assertThat(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .isEqualTo("{\"NextToken\": null, \"boto_truncate_amount\": 3}");
    }

    @Test
    void jsonOfTheAwsCliIsARequestAndOptionsBeatIt() throws IOException {
        run(
                "failed.csv",
                "--cli-input-json",
                "{\"Filters\": [{\"key\": \"Status\", \"value\": \"Failed\"}], \"Details\": true}",
                "--details",
                "false",
                "--max-items",
                "5");

        assertThat(Files.readAllLines(directory.resolve("failed.csv")))
                .hasSize(6)
                .filteredOn(line -> !line.startsWith("\"account_id"))
                .allMatch(line -> line.contains("\"Failed\""));
    }

    @Test
    void aTokenAndAWindowAreRefusedTogetherWithEverythingElseThatIsWrong() {
        Ended ended = command(
                "--into",
                "parquet:" + directory.resolve("dataset"),
                "--starting-token",
                Base64.getEncoder().encodeToString("{\"NextToken\": \"x\"}".getBytes(StandardCharsets.UTF_8)),
                "--from",
                "2026-11-01",
                "--regions",
                "us-east-1,us-west-2");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.said())
                .containsExactly(
                        "ssm-export: --starting-token can't be combined with from: it reads one list without a window, not"
                                + " slices; leave one of them out",
                        "ssm-export: --starting-token reads the list of one region but regions are us-east-1, us-west-2",
                        "ssm-export: --starting-token needs one file as its destination (csv:- or a path that ends in .csv,"
                                + " .csv.gz or .parquet) but into was 'parquet:" + directory.resolve("dataset")
                                + "', which is kept in slices");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsWrongInTheJsonIsNamed() {
        Ended ended = command(
                "--into",
                "csv:" + directory.resolve("x.csv"),
                "--cli-input-json",
                "{\"CommandId\": \"x\", \"Foo\": 1}");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.said())
                .containsExactly(
                        "ssm-export: --cli-input-json: Foo: unknown key 'Foo'",
                        "ssm-export: --cli-input-json: CommandId: command-id must be a command id of 36 characters but was"
                                + " 'x'");
    }

    private Ended run(String file, String... options) {
        List<String> arguments = arguments(file, List.of(options));
        Ended ended = command(arguments.subList(1, arguments.size()).toArray(new String[0]));
        assertThat(ended.exitCode()).as(ended.said().toString()).isZero();
        return ended;
    }

    private List<String> arguments(String file, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--into",
                "csv:" + directory.resolve(file),
                "--state",
                directory.resolve("state").toString(),
                "--simulate",
                "invocations=120,days=3,seed=1"));
        if (!options.contains("--details")) {
            arguments.addAll(List.of("--details", "false"));
        }
        arguments.addAll(options);
        return arguments;
    }

    private Ended command(String... options) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(Arrays.asList(options));
        InProcess program = new InProcess(home);
        int exitCode = program.run(arguments);
        return new Ended(exitCode, program.told());
    }

    /** Command and instance of each row. */
    private List<String> invocations(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream()
                .skip(1)
                .map(line -> String.join(" ", Arrays.asList(line.split(",")).subList(2, 4)))
                .toList();
    }
}
