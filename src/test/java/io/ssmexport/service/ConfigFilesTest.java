package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {

    @TempDir
    private Path home;

    private ConfigFiles read(String config, String credentials) throws IOException {
        Path configFile = Files.writeString(home.resolve("config"), config);
        Path credentialsFile = Files.writeString(home.resolve("credentials"), credentials);
        return ConfigFiles.read(configFile, credentialsFile);
    }

    /** In the table ¶ is the end of a line, and → a tab. */
    private static String lines(String text) {
        return text.replace('¶', '\n').replace('→', '\t');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            [default]¶region = r¶|default
            [default]¶region=r|default
            [default]¶  region = r¶  output = text¶|default
            [default]¶→region = r¶|default
            [default]¶region: r¶|default
            [default]¶region :r¶output: text¶|default
            [default]¶REGION = r¶|default
            [default]¶region =   r  ¶|default
            # before¶; and¶[default]¶# within¶region = r¶  # below¶|default
            ¶¶[default]¶¶¶region = r¶¶|default
              [default]¶  region = r¶|default
            [default] # home¶region = r¶|default
            [default]¶output = text¶region = r¶|default
            [default]¶s3 =¶  max_concurrent_requests = 20¶  region = no¶region = r¶|default
            [default]¶s3 =¶    a = 1¶¶    b = 2¶region = r¶|default
            [preview]¶cloudsearch = true¶[default]¶region = r¶|default
            [default]¶output = text¶[default]¶region = r¶|default
            [default]¶region = no¶region = r¶|default
            [DEFAULT]¶region = r¶[profile a]¶output = text¶|a
            [DEFAULT]¶region = no¶[profile a]¶region = r¶|a
            [default]¶region = no¶[profile default]¶region = r¶|default
            [profile a]¶region = r¶|a
            [profile "a"]¶region = r¶|a
            [profile 'a']¶region = r¶|a
            [profile→a]¶region = r¶|a
            [profile   a]¶region = r¶|a
            [profile "my prod"]¶region = r¶|my prod
            [profile 'my prod']¶region = r¶|my prod
            [profile a.b-c_d/e@f:g+h%i]¶region = r¶|a.b-c_d/e@f:g+h%i
            [profile überall]¶region = r¶|überall
            """)
    void readsEveryFormThatTheAwsCliReads(String config, String profile) throws IOException {
        assertThat(read(lines(config), "").profiles().get(profile)).containsEntry("region", "r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff[default]\nregion = r\n", "[default]\r\nregion = r\r\n", "[default]\rregion = r\r"})
    void takesAByteOrderMarkAndAnyLineEnds(String config) throws IOException {
        assertThat(read(config, "").profiles().get("default")).containsEntry("region", "r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[a]\nregion = r\n", "[profile my prod]\nregion = r\n", "[profilea]\nregion = r\n", "[profile]\n"
            })
    void takesNothingElseForAProfile(String config) throws IOException {
        assertThat(read(config, "").profiles()).isEmpty();
    }

    @Test
    void credentialsAreNamedByTheProfileAloneAndBeatTheConfiguration() throws IOException {
        ConfigFiles files = read(
                "[profile my prod]\n[profile a]\nregion = r\naws_access_key_id = no\n",
                "[a]\naws_access_key_id = key\n[my prod]\naws_access_key_id = other\n");

        assertThat(files.profiles())
                .isEqualTo(Map.of(
                        "a",
                        Map.of("region", "r", "aws_access_key_id", "key"),
                        "my prod",
                        Map.of("aws_access_key_id", "other")));
    }

    @Test
    void sessionsAndServicesAreKeptApart() throws IOException {
        ConfigFiles files = read("""
                [sso-session "our corp"]
                sso_region = eu-west-1
                [services local]
                ssm =
                  endpoint_url = http://ssm
                sts =
                    endpoint_url=http://sts?a=b
                """, "");

        assertThat(files.ssoSessions()).containsOnlyKeys("our corp");
        Map<String, String> local = Objects.requireNonNull(files.services().get("local"));
        assertThat(IniText.nested(local.get("ssm"))).containsEntry("endpoint_url", "http://ssm");
        assertThat(IniText.nested(local.get("sts"))).containsEntry("endpoint_url", "http://sts?a=b");
    }

    @Test
    void aValueGoesOnInDeeperLines() throws IOException {
        assertThat(read("[default]\ncredential_process = a\n   b = c\n", "")
                        .profiles()
                        .get("default"))
                .containsEntry("credential_process", "a\nb = c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            region = r¶ | 1 | a section such as [default] must come first; put one before this line
            ¶# x¶secret¶ | 3 | a section such as [default] must come first; put one before this line
            [default]¶region = r¶secret¶ | 3 | a line must be a [section], a member such as region = us-east-1, or a # comment; mend this line
            [default¶region = r | 1 | a section such as [default] must come first; put one before this line
            [default]¶= r | 2 | a line must be a [section], a member such as region = us-east-1, or a # comment; mend this line
            """)
    void saysWhichLineCantBeReadButNotWhatStandsThere(String config, int line, String said) {
        assertThatThrownBy(() -> read(lines(config), ""))
                .isInstanceOf(SetupFailure.class)
                .hasMessage("[" + home.resolve("config") + " line " + line + "] " + said);
        assertThatThrownBy(() -> read("", lines(config)))
                .hasMessageStartingWith("[" + home.resolve("credentials") + " line " + line + "] ");
    }

    @Test
    void aFileThatIsntThereSaysNothing() {
        assertThat(ConfigFiles.read(home.resolve("none"), home).profiles()).isEmpty();
    }
}
