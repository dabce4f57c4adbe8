package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.paging.TimeFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** Settings that the AWS CLI takes from the environment and from the profile in {@code ~/.aws/config}. */
final class AwsSettings {

    private static final String DEFAULT_PROFILE = "default";

    private final Map<String, String> environment;
    private final @Nullable String chosenProfile;
    private final Optional<Profile> profile;

    /**
     * Settings in force.
     *
     * @param chosenProfile the option's, or null
     * @throws CommandFailure if somebody named a profile that doesn't exist
     */
    AwsSettings(Map<String, String> environment, ProfileFile files, @Nullable String chosenProfile) {
        this.environment = environment;
        this.chosenProfile = chosenProfile;
        this.profile = files.profile(profileName());
        if (profile.isEmpty() && !profileName().equals(DEFAULT_PROFILE)) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, "The config profile (" + profileName() + ") could not be found");
        }
    }

    String profileName() {
        return Stream.of(Optional.ofNullable(chosenProfile), variable("AWS_DEFAULT_PROFILE"), variable("AWS_PROFILE"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(DEFAULT_PROFILE);
    }

    /** Whether the option named the profile; its credentials then beat those of the environment. */
    boolean isProfileChosen() {
        return chosenProfile != null;
    }

    /** @throws CommandFailure if nobody says which */
    String region(@Nullable String chosen) {
        return first(chosen, "region", "AWS_REGION", "AWS_DEFAULT_REGION")
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "You must specify a region. You can also configure your region by running \"aws configure\"."));
    }

    /** Name of the output format. */
    String output(@Nullable String chosen) {
        return first(chosen, "output", "AWS_DEFAULT_OUTPUT").orElse("json");
    }

    /** @throws CommandFailure if there is no such format */
    TimeFormat times() {
        String format = profile.flatMap(settings -> settings.property("cli_timestamp_format"))
                .orElse("wire");
        return switch (format) {
            case "wire", "none" -> TimeFormat.WIRE;
            case "iso8601" -> TimeFormat.ISO8601;
            default ->
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "Unknown cli_timestamp_format value: " + format
                                + ", valid values are \"none\", \"wire\" or \"iso8601\"");
        };
    }

    private Optional<String> first(@Nullable String chosen, String property, String... variables) {
        return Stream.of(
                        Stream.of(Optional.ofNullable(chosen)),
                        Stream.of(variables).map(this::variable),
                        Stream.of(profile.flatMap(settings -> settings.property(property))))
                .flatMap(values -> values)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
