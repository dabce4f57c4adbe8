package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.retry.RetryMode;

class AwsSetupTest {

    private static final String CONFIG = """
            [default]
            region = of-default
            [profile a]
            region = of-a
            max_attempts = 7
            retry_mode = standard
            use_fips_endpoint = true
            endpoint_url = http://profile
            [profile b]
            services = local
            endpoint_url = http://profile
            [profile ignoring]
            ignore_configured_endpoint_urls = true
            endpoint_url = http://profile
            [services local]
            ssm =
              endpoint_url = http://services
            """;

    @TempDir
    private Path home;

    private AwsSetup setup(String variables, @Nullable String profile) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG);
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        Stream.of(variables.split(" "))
                .map(variable -> variable.split("=", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> environment.put("AWS_" + parts[0], parts[1]));
        return AwsSetup.of(environment, profile);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                               |   | default
            PROFILE=a                       |   | a
            DEFAULT_PROFILE=a               |   | a
            PROFILE=a DEFAULT_PROFILE=b     |   | a
            PROFILE=a DEFAULT_PROFILE=none  |   | a
            PROFILE= DEFAULT_PROFILE=a      |   | a
            PROFILE=none                    | a | a
            """)
    void theProfileIsTheOptionsOrTheVariables(String variables, @Nullable String chosen, String profile)
            throws IOException {
        assertThat(setup(variables, chosen).profileName()).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                               | of-default
            PROFILE=a                       | of-a
            DEFAULT_REGION=r                | r
            REGION=q DEFAULT_REGION=r       | q
            REGION= DEFAULT_REGION=r        | r
            PROFILE=a REGION=q              | q
            PROFILE=b                       |
            """)
    void theRegionIsTheVariablesOrTheProfiles(String variables, @Nullable String region) throws IOException {
        assertThat(setup(variables, null).region().orElse(null)).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                                                   |
            ENDPOINT_URL=http://all                             | http://all
            ENDPOINT_URL=http://all ENDPOINT_URL_SSM=http://ssm | http://ssm
            ENDPOINT_URL_STS=http://sts                         |
            PROFILE=a                                           | http://profile
            PROFILE=a ENDPOINT_URL=http://all                   | http://all
            PROFILE=b                                           | http://services
            PROFILE=b ENDPOINT_URL=https://all:8443/path        | https://all:8443/path
            PROFILE=b IGNORE_CONFIGURED_ENDPOINT_URLS=true      |
            PROFILE=b IGNORE_CONFIGURED_ENDPOINT_URLS=false     | http://services
            PROFILE=ignoring                                    |
            PROFILE=ignoring ENDPOINT_URL=http://all            |
            """)
    void theEndpointIsTheVariablesOrTheProfiles(String variables, @Nullable URI endpoint) throws IOException {
        assertThat(setup(variables, null).endpoint("ssm").orElse(null)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                                       | 10 | ADAPTIVE_V2
            MAX_ATTEMPTS=1                          | 1  | ADAPTIVE_V2
            RETRY_MODE=legacy                       | 10 | LEGACY
            RETRY_MODE=Standard                     | 10 | STANDARD
            PROFILE=a                               | 7  | STANDARD
            PROFILE=a MAX_ATTEMPTS=2 RETRY_MODE=adaptive | 2 | ADAPTIVE_V2
            """)
    void patienceIsTheVariablesOrTheProfiles(String variables, int attempts, RetryMode mode) throws IOException {
        AwsSetup setup = setup(variables, null);

        assertThat(setup.attempts(10)).isEqualTo(attempts);
        assertThat(setup.retryMode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROFILE=none | [AWS_PROFILE] there is no profile 'none' in ~/.aws/config or ~/.aws/credentials; name another, or configure it
            MAX_ATTEMPTS=0 | [AWS_MAX_ATTEMPTS] it, or max_attempts of the profile, must be a number from 1 but was '0'
            MAX_ATTEMPTS=ten | [AWS_MAX_ATTEMPTS] it, or max_attempts of the profile, must be a number from 1 but was 'ten'
            RETRY_MODE=patient | [AWS_RETRY_MODE] it, or retry_mode of the profile, must be legacy, standard or adaptive but was 'patient'
            ENDPOINT_URL=localhost:4566 | [AWS_ENDPOINT_URL] an endpoint must be of the form http://<hostname>/ or https://<hostname>/ but was 'localhost:4566'
            ENDPOINT_URL_SSM=http://u:pw@ho_st^/ | [AWS_ENDPOINT_URL_SSM] an endpoint must be of the form http://<hostname>/ or https://<hostname>/ but was 'http://***@ho_st^/'
            """)
    void whatCantBeMeantIsNamed(String variables, String said) {
        assertThatThrownBy(() -> {
                    AwsSetup setup = setup(variables, null);
                    setup.attempts(10);
                    setup.retryMode();
                    setup.endpoint("ssm");
                })
                .isInstanceOf(SetupFailure.class)
                .hasMessage(said);
    }

    @ParameterizedTest
    @CsvSource({
        "~/c, /home/u/c",
        "~, /home/u",
        "$HOME/c, /home/u/c",
        "${HOME}/c, /home/u/c",
        "/c, /c",
        "c~d, c~d",
        "$NONE/c, $NONE/c"
    })
    void pathsAreThoseOfAShell(String text, String path) {
        Map<String, String> environment =
                Map.of("HOME", "/home/u", "AWS_CONFIG_FILE", "none", "AWS_SHARED_CREDENTIALS_FILE", "none");

        assertThat(AwsSetup.of(environment, null).path(text)).isEqualTo(Path.of(path));
    }

    @Test
    void theSdkIsToldOfTheProfileButNotOfItsCredentials() throws IOException {
        AwsSetup setup = setup("PROFILE=a", null);

        assertThat(setup.forSdk().profile("default").orElseThrow().properties())
                .containsEntry("use_fips_endpoint", "true")
                .containsEntry("region", "of-a");
    }
}
