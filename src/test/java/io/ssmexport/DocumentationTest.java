package io.ssmexport;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.options.OptionKey;
import io.ssmexport.options.OptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of the code and of each other, where a program can tell. */
class DocumentationTest {

    private static final Path CONTRIBUTING = Path.of(".github/CONTRIBUTING.md");
    private static final Path METRICS = Path.of("src/main/java/io/ssmexport/report/RunMetrics.java");

    @Test
    void theReferenceHasEachOptionWithItsDefault() throws Exception {
        assertThat(Files.readAllLines(Path.of("src/docs/reference.md")))
                .filteredOn(line -> line.startsWith("| `--"))
                .containsExactlyElementsOf(
                        OptionKeys.ALL.stream().map(DocumentationTest::line).toList());
    }

    private static String line(OptionKey<?> key) {
        String name = "--" + key.name() + " " + key.label().replace("|", "\\|");
        return "| `" + name.strip() + "` | " + (key.defaultText() == null ? "" : key.defaultText()) + " |";
    }

    @Test
    void theGuideNamesEachMetric() throws Exception {
        List<String> metrics = found(Files.readString(METRICS), "\"((?:last|oldest|unsealed)[.][a-z.]+)\"");
        assertThat(metrics)
                .hasSizeGreaterThan(10)
                .map(metric -> "_" + metric.replace("last.run.", "").replace('.', '_'))
                .allMatch(Files.readString(Path.of("src/docs/operator.md"))::contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "installed",
                "cost",
                "budget",
                "Where is the state",
                "backed up",
                "renamed",
                "width",
                "verify differs",
                "retention",
                "upgraded",
                "uninstalled",
                "queried",
                "S3",
                "Who can read it",
                "jobs are on this host",
                "masked"
            })
    void aHeadingSaysWhatIsAskedFirst(String question) throws Exception {
        assertThat(Files.readAllLines(Path.of("src/docs/questions.md")))
                .filteredOn(line -> line.startsWith("## ") && line.contains(question))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "src/docs/questions.md",
                "src/docs/operator.md",
                "src/docs/analyst.md",
                "src/docs/drop-in.md",
                "src/docs/s3.md",
                "src/docs/workers.md",
                "src/docs/shards.md",
                "src/docs/dashboard.md",
                "src/docs/reference.md",
                ".github/CONTRIBUTING.md"
            })
    void eachLinkLeadsSomewhere(String document) throws Exception {
        for (String link : found(Files.readString(Path.of(document)), "\\]\\((?!https?:)([^)]+)\\)")) {
            String[] fileAndPlace = link.split("#", 2);
            Path target = fileAndPlace[0].isEmpty()
                    ? Path.of(document)
                    : Path.of(document).resolveSibling(fileAndPlace[0]);
            assertThat(target).exists();
            if (fileAndPlace.length > 1) {
                assertThat(headings(target)).contains(fileAndPlace[1]);
            }
        }
    }

    private static List<String> headings(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void whatIsToBeReadOrTouchedIsThere() throws Exception {
        String text = Files.readString(CONTRIBUTING);
        assertThat(found(text, "`((?:[a-z]+/)+[A-Za-z]+\\.java)`"))
                .hasSizeGreaterThan(20)
                .allSatisfy(file -> assertThat(
                                Stream.of("", "src/main/java/io/ssmexport/").map(root -> Path.of(root + file)))
                        .anyMatch(Files::exists));
        assertThat(types()).containsAll(found(text, "`([A-Z][a-z]+[A-Za-z]*)`"));
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theReadmeIsShort() throws Exception {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(180);
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
