package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.utils.UserHomeDirectoryUtils;

class CredentialsTest {

    private static final String CONFIG = """
            [default]
            [profile keys]
            aws_access_key_id = AKIDKEYS
            aws_secret_access_key = s3cret
            [profile "of a process"]
            credential_process = sh -c 'echo "{\\"Version\\": 1, \\"AccessKeyId\\": \\"AKIDPROCESS\\", \\"SecretAccessKey\\": \\"s3cret\\"}" ; true'
            [profile role]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = of a process
            sso_session = corp
            [profile role-of-role]
            role_arn = arn:aws:iam::111122223333:role/reader
            source_profile = role
            [profile role-of-itself]
            role_arn = arn:aws:iam::444455556666:role/reader
            source_profile = role-of-itself
            aws_access_key_id = AKIDSELF
            aws_secret_access_key = s3cret
            [profile role-of-environment]
            role_arn = arn:aws:iam::777788889999:role/reader
            credential_source = Environment
            [profile half]
            aws_access_key_id = AKIDHALF
            [profile failing]
            credential_process = sh -c 'echo "ask ops" >&2; echo more >&2; exit 7'
            [profile garbage]
            credential_process = echo s3cret
            [sso-session corp]
            sso_region = us-east-1
            sso_start_url = https://corp.awsapps.example/start
            [profile sso]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = reader
            [profile role-of-sso]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = sso
            [profile sso-unknown]
            sso_session = none
            sso_account_id = 123456789012
            sso_role_name = reader
            [profile lonely]
            role_arn = arn:aws:iam::210987654321:role/reader
            [profile both]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = keys
            credential_source = Environment
            [profile elsewhere]
            role_arn = arn:aws:iam::210987654321:role/reader
            credential_source = Nowhere
            [profile orphan]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = none
            [profile hollow]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = default
            [profile ring]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = ring2
            [profile ring2]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = ring
            [profile mfa]
            role_arn = arn:aws:iam::210987654321:role/reader
            source_profile = keys
            mfa_serial = arn:aws:iam::123456789012:mfa/me
            [profile web]
            role_arn = arn:aws:iam::210987654321:role/reader
            web_identity_token_file = /none/token
            """;

    @TempDir
    private Path home;

    private final Faults faults = Faults.none();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG);
        simulator = Simulator.start(new Simulation(1, 1, 1), Clock.systemUTC(), 0, faults);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private ServiceClients clients(Map<String, String> variables, @Nullable String profile) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        environment.put("AWS_ENDPOINT_URL", simulator.endpoint().toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_MAX_ATTEMPTS", "1");
        Terms terms = Terms.of("test", Duration.ofSeconds(10), Duration.ofSeconds(10));
        return new ServiceClients(AwsSetup.of(environment, profile), terms);
    }

    private String key(Map<String, String> variables, @Nullable String profile) {
        try (ServiceClients clients = clients(variables, profile)) {
            return clients.credentials().resolveCredentials().accessKeyId();
        }
    }

    @ParameterizedTest
    @CsvSource({"keys, AKIDKEYS", "of a process, AKIDPROCESS"})
    void aProfilesOwnAreFoundByAnyWayOfNamingIt(String profile, String key) {
        assertThat(key(Map.of("AWS_PROFILE", profile), null)).isEqualTo(key);
        assertThat(key(Map.of("AWS_DEFAULT_PROFILE", profile), null)).isEqualTo(key);
        assertThat(key(Map.of(), profile)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "role, 210987654321",
        "role-of-role, 111122223333",
        "role-of-itself, 444455556666",
        "role-of-environment, 777788889999"
    })
    void rolesAreAssumedWithTheirSourcesHoweverTheyAreChained(String profile, String account) {
        Map<String, String> environment = Map.of("AWS_ACCESS_KEY_ID", "AKIDENV", "AWS_SECRET_ACCESS_KEY", "s3cret");
        try (ServiceClients clients = clients(environment, profile)) {
            assertThat(clients.sts("us-east-1", clients.credentials(), more -> {})
                            .getCallerIdentity()
                            .account())
                    .isEqualTo(account);
        }
    }

    @Test
    void thoseOfTheEnvironmentBeatAProfileOfTheEnvironmentButNoChosenOne() {
        Map<String, String> environment =
                Map.of("AWS_ACCESS_KEY_ID", "AKIDENV", "AWS_SECRET_ACCESS_KEY", "s3cret", "AWS_PROFILE", "keys");

        assertThat(key(environment, null)).isEqualTo("AKIDENV");
        assertThat(key(environment, "keys")).isEqualTo("AKIDKEYS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failing | [profile failing] its credential_process failed: Command returned non-zero exit value (7) with error message: ask ops; run it by hand, and mend it
            garbage | [profile garbage] its credential_process failed: what it prints must be credentials as JSON; run it by hand, and mend it
            half    | [profile half] aws_secret_access_key is missing; mend it in ~/.aws/config
            sso     | [profile sso] its SSO session gives no credentials (nobody has signed in to it: there is no token of it in HOME/.aws/sso/cache); run `aws sso login --profile sso`
            role-of-sso | [profile sso] its SSO session gives no credentials (nobody has signed in to it: there is no token of it in HOME/.aws/sso/cache); run `aws sso login --profile sso`
            sso-unknown | [profile sso-unknown] there is no [sso-session none], which is its sso_session; mend it in ~/.aws/config
            lonely  | [profile lonely] role_arn needs source_profile or credential_source, whose credentials assume the role; mend it in ~/.aws/config
            both    | [profile both] it must have source_profile or credential_source but has both; mend it in ~/.aws/config
            elsewhere | [profile elsewhere] credential_source must be Environment, Ec2InstanceMetadata or EcsContainer but was 'Nowhere'; mend it in ~/.aws/config
            role-of-environment | [profile role-of-environment] credential_source is Environment but AWS_ACCESS_KEY_ID isn't set; mend it in ~/.aws/config
            orphan  | [profile orphan] there is no profile 'none', which is its source_profile; mend it in ~/.aws/config
            hollow  | [profile hollow] its source_profile 'default' has no credentials; mend it in ~/.aws/config
            ring    | [profile ring2] its source_profile leads back to 'ring'; mend it in ~/.aws/config
            mfa     | [profile mfa] its role asks for a code of arn:aws:iam::123456789012:mfa/me, which nobody is there to type; use credentials of `aws sts get-session-token`, or a role that asks for none
            web     | [profile web] the role arn:aws:iam::210987654321:role/reader can't be assumed with the token of /none/token (/none/token); check the file, and the role's trust policy
            default | [credentials] none were found: AWS_ACCESS_KEY_ID isn't set, the profile 'default' has none, and AWS_EC2_METADATA_DISABLED is set; set AWS_PROFILE, run `aws sso login`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
            """)
    void theReasonIsToldWithoutASecret(String profile, String said) {
        assertThatThrownBy(() -> key(Map.of(), profile))
                .satisfies(failure -> assertThat(SetupFailure.in(failure).orElseThrow())
                        .hasMessage(said.replace("HOME", UserHomeDirectoryUtils.userHomeDirectory())))
                .satisfies(
                        failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("s3cret"));
    }

    @Test
    void halfOfTheEnvironmentsIsAMistake() {
        assertThatThrownBy(() -> key(Map.of("AWS_ACCESS_KEY_ID", "AKIDENV"), null))
                .hasMessage("[AWS_SECRET_ACCESS_KEY] it must be set beside AWS_ACCESS_KEY_ID; set both, or neither");
    }

    @Test
    void aRoleThatIsDeniedSaysSo() {
        faults.deny("210987654321");

        assertThatThrownBy(() -> key(Map.of(), "role"))
                .hasMessageStartingWith("[profile role] its role arn:aws:iam::210987654321:role/reader can't be assumed"
                        + " (AccessDenied: ");
    }
}
