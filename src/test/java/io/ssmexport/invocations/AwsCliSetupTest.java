package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ssmexport.wire.CannedAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the {@code aws} on this machine signs with, from a configuration, against what is signed with here. */
class AwsCliSetupTest {

    @TempDir
    private Path home;

    @BeforeAll
    static void needsTheAwsCli() {
        assumeTrue(Clients.AWS.isPresent(), Clients.NO_AWS);
    }

    /** Forms of a file; ¶ is the end of a line. The profile is p where there is one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[default]¶   region = r-1¶   aws_access_key_id = K¶   aws_secret_access_key = s¶",
                "[default]¶region: r-1¶AWS_ACCESS_KEY_ID : K¶aws_secret_access_key:s¶",
                "[DEFAULT]¶region = r-1¶[profile 'p']¶# c¶aws_access_key_id = K¶;c¶aws_secret_access_key = s¶",
                "[profile \"p\"]¶s3 =¶  region = no¶¶region = r-1¶aws_access_key_id=K¶aws_secret_access_key = s=:¶",
                "[default]¶region = no¶[profile default]¶region = r-1¶aws_access_key_id=K¶aws_secret_access_key = s¶",
                "[profile p]¶region = r-1¶credential_process = sh -c 'echo \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"K\\\","
                        + "\\\"SecretAccessKey\\\":\\\"s\\\"}\" ; true'¶"
            })
    void signsAsTheAwsCliDoes(String config) throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("config"), config.replace('¶', '\n'));
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", home.toString(),
                "AWS_CONFIG_FILE", file.toString(),
                "AWS_EC2_METADATA_DISABLED", "true"));
        if (config.contains("p\"]") || config.contains("p]") || config.contains("p']")) {
            environment.put("AWS_PROFILE", "p");
        }

        assertThat(signedByUs(environment)).isEqualTo(signedByAws(environment)).startsWith("K/");
    }

    private static String signedByAws(Map<String, String> environment) throws IOException, InterruptedException {
        try (CannedAnswers answers = new CannedAnswers()) {
            answers.add("{\"CommandInvocations\": []}");
            Clients.aws(List.of("--endpoint-url", answers.endpoint().toString()), environment);
            return scope(answers);
        }
    }

    private static String signedByUs(Map<String, String> environment) throws IOException {
        try (CannedAnswers answers = new CannedAnswers()) {
            answers.add("{\"CommandInvocations\": []}");
            ListCommandInvocations.execute(
                    List.of("--endpoint-url", answers.endpoint().toString()),
                    environment,
                    OutputStream.nullOutputStream(),
                    new PrintWriter(new StringWriter()),
                    "test");
            return scope(answers);
        }
    }

    /** Key, without the day, and region. */
    private static String scope(CannedAnswers answers) {
        return answers.received()
                .get(0)
                .headers()
                .getFirst("Authorization")
                .replaceFirst(".*Credential=(.*)/\\d{8}/([^/]*)/ssm.*", "$1/$2");
    }
}
