package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.invocations.value.PythonInteger;
import io.ssmexport.invocations.value.PythonText;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.SetupFailure;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the AWS CLI that the options may beat, with its words for those that are missing. A profile that there isn't
 * is only told where its credentials are wanted.
 */
final class AwsSettings {

    private static final int LONGEST_LABEL = 63;

    private static final List<String> RETRY_MODES = List.of("standard", "adaptive");

    /** Members that a session of IAM Identity Center must have. */
    private static final List<String> SSO_SESSION = List.of("sso_start_url", "sso_region");

    private final @Nullable AwsSetup setup;
    private final SetupFailure.@Nullable NoProfile missing;

    private AwsSettings(@Nullable AwsSetup setup, SetupFailure.@Nullable NoProfile missing) {
        this.setup = setup;
        this.missing = missing;
    }

    /**
     * Settings of an environment and its files.
     *
     * @param profile the chosen one, or null or empty for the environment's
     * @throws CommandFailure if a file can't be read
     */
    static AwsSettings of(Map<String, String> environment, @Nullable String profile) {
        try {
            AwsSetup setup = AwsSetup.of(environment, profile == null || profile.isEmpty() ? null : profile);
            setup.requireNamedProfile();
            return new AwsSettings(setup, null);
        } catch (SetupFailure.NoProfile e) {
            return new AwsSettings(null, e);
        } catch (SetupFailure e) {
            throw new CommandFailure(ExitCode.OTHER, "Unable to parse config file: " + e.getMessage(), e);
        }
    }

    /** @throws SetupFailure if there is no such profile */
    AwsSetup setup() {
        if (setup == null) {
            throw missing == null ? new IllegalStateException("neither a setup nor a failure") : missing;
        }
        return setup;
    }

    /** @throws CommandFailure if nobody says which, or it can't be one */
    String region(@Nullable String chosen) {
        String region = Optional.ofNullable(chosen)
                .or(() -> setup().region())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "You must specify a region. You can also configure your region by running \"aws configure\"."));
        if (region.isEmpty()) {
            throw new CommandFailure(ExitCode.OTHER, "Invalid endpoint: https://ssm..amazonaws.com");
        }
        if (!isLabel(region)) {
            throw new CommandFailure(
                    ExitCode.OTHER, "Provided region_name '" + region + "' doesn't match a supported format.");
        }
        return region;
    }

    /** Whether it can be a part of a host's name; a line feed after it is none of the AWS CLI's business. */
    private static boolean isLabel(String given) {
        String region = given.endsWith("\n") ? given.substring(0, given.length() - 1) : given;
        boolean letters = region.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
        boolean digits = region.chars().allMatch(Character::isDigit);
        return letters
                && !digits
                && region.length() <= LONGEST_LABEL
                && !region.startsWith("-")
                && !region.endsWith("-");
    }

    /** @throws CommandFailure if a time-out that nothing here has is no number */
    void requireTimeouts() {
        if (setup != null) {
            setup.setting("metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT")
                    .ifPresent(AwsSettings::number);
        }
    }

    private static BigInteger number(String text) {
        return PythonInteger.parse(text)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.OTHER, "invalid literal for int() with base 10: " + PythonText.quoted(text)));
    }

    /**
     * Looks at the session that a profile names, which the AWS CLI does for a token that this service never takes, also where
     * there are other credentials, or none are wanted.
     *
     * @throws CommandFailure if it isn't there, or lacks a member
     */
    void requireSsoSession() {
        setup().property("sso_session").ifPresent(name -> {
            Map<String, String> session = setup().ssoSession(name);
            if (session.isEmpty()) {
                throw noSession("but the \"" + name + "\" sso_session configuration does not exist.");
            }
            List<String> missing = SSO_SESSION.stream()
                    .filter(member -> !session.containsKey(member))
                    .map(PythonText::quoted)
                    .toList();
            if (!missing.isEmpty()) {
                throw noSession("but is missing the following configuration: " + missing + ".");
            }
        });
    }

    private CommandFailure noSession(String why) {
        return new CommandFailure(
                ExitCode.OTHER,
                "The profile \"" + setup().profileName() + "\" is configured to use the SSO token provider " + why);
    }

    /** @throws CommandFailure if it can't be tried as often, or in such a way, as is set up */
    void requireRetries() {
        setup().setting("max_attempts", "AWS_MAX_ATTEMPTS").ifPresent(attempts -> {
            BigInteger number = number(attempts);
            if (number.signum() <= 0) {
                throw new CommandFailure(
                        ExitCode.OTHER,
                        "Value provided to \"max_attempts\": " + number
                                + " must be an integer greater than or equal to one.");
            }
        });
        setup().setting("retry_mode", "AWS_RETRY_MODE").ifPresent(mode -> {
            if (!RETRY_MODES.contains(mode)) {
                throw new CommandFailure(
                        ExitCode.OTHER,
                        "Invalid value provided to \"mode\": \"" + mode
                                + "\" must be one of: \"standard\" or \"adaptive\"");
            }
        });
    }

    /** Name of the output format. */
    String output(@Nullable String chosen) {
        return Optional.ofNullable(chosen)
                .or(() -> setup().setting("output", "AWS_DEFAULT_OUTPUT"))
                .orElse("json");
    }

    /** @throws CommandFailure if there is no such format */
    TimeFormat times() {
        String format = setup == null
                ? "iso8601"
                : setup.property("cli_timestamp_format").orElse("iso8601");
        return switch (format) {
            case "wire" -> TimeFormat.WIRE;
            case "iso8601" -> TimeFormat.ISO8601;
            default ->
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "Unknown cli_timestamp_format value: " + format + ", valid values are \"wire\" or \"iso8601\"");
        };
    }
}
