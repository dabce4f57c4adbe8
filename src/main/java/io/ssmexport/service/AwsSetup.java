package io.ssmexport.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.StringInputStream;

/**
 * What the environment and the AWS profile say, with the names, forms and precedence of version 2 of the AWS CLI. The SDK's
 * system properties ({@code aws.region} for {@code AWS_REGION} and so on) beat both, as they do there.
 */
public final class AwsSetup {

    static final String DEFAULT_PROFILE = "default";
    private static final String AWS = "AWS_";

    private static final Pattern LATER_WORD = Pattern.compile("_(.)");

    private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");

    private final Map<String, String> environment;
    private final @Nullable String chosenProfile;
    private final ConfigFiles files;
    private final String profileName;

    /** Whether somebody said which. */
    private final boolean isProfileNamed;

    private AwsSetup(Map<String, String> environment, @Nullable String chosenProfile) {
        this.environment = environment;
        this.chosenProfile = chosenProfile;
        this.files = ConfigFiles.read(
                file(SdkFiles.CONFIG, "AWS_CONFIG_FILE", "~/.aws/config"),
                file(SdkFiles.CREDENTIALS, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"));
        Optional<String> named = Optional.ofNullable(chosenProfile)
                .or(() -> variable("AWS_PROFILE"))
                .or(() -> variable("AWS_DEFAULT_PROFILE"));
        this.profileName = named.orElse(DEFAULT_PROFILE);
        this.isProfileNamed = named.isPresent();
        if (!files.profiles().containsKey(profileName) && !profileName.equals(DEFAULT_PROFILE)) {
            throw new SetupFailure.NoProfile(profileName);
        }
    }

    /**
     * The setup of an environment.
     *
     * @param chosenProfile what beats the environment's, or null
     * @throws SetupFailure if there is no such profile, or if a file can't be read
     */
    public static AwsSetup of(Map<String, String> environment, @Nullable String chosenProfile) {
        return new AwsSetup(environment, chosenProfile);
    }

    public String profileName() {
        return profileName;
    }

    /**
     * Refuses a default profile that somebody named and that there isn't, as the AWS CLI does.
     *
     * @throws SetupFailure.NoProfile if so
     */
    public void requireNamedProfile() {
        if (isProfileNamed && !files.profiles().containsKey(profileName)) {
            throw new SetupFailure.NoProfile(profileName);
        }
    }

    private Path file(Optional<String> property, String variable, String otherwise) {
        return path(property.or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(place -> !place.isEmpty())
                .orElse(otherwise));
    }

    /** A setup that says nothing, for an endpoint that needs none. */
    public static AwsSetup none() {
        return new AwsSetup(
                Map.of("AWS_CONFIG_FILE", SdkFiles.NOWHERE, "AWS_SHARED_CREDENTIALS_FILE", SdkFiles.NOWHERE),
                DEFAULT_PROFILE);
    }

    /** Whether the profile's credentials beat those of the environment. */
    boolean isProfileChosen() {
        return chosenProfile != null;
    }

    /** Members of a session of IAM Identity Center; none if there is no such session. */
    public Map<String, String> ssoSession(String name) {
        return files.ssoSessions().getOrDefault(name, Map.of());
    }

    ConfigFiles files() {
        return files;
    }

    /** What the profile says, if that is more than nothing. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(
                        files.profiles().getOrDefault(profileName, Map.of()).get(name))
                .filter(value -> !value.isEmpty());
    }

    /** The first variable that is set, or else what the profile says. */
    public Optional<String> setting(String property, String... variables) {
        return Stream.of(variables)
                .map(this::variable)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> property(property));
    }

    public Optional<String> variable(String name) {
        return systemProperty(name)
                .or(() -> Optional.ofNullable(environment.get(name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Of {@code AWS_MAX_ATTEMPTS} it is {@code aws.maxAttempts}. */
    private static Optional<String> systemProperty(String variable) {
        Matcher words = LATER_WORD.matcher(variable.substring(AWS.length()).toLowerCase(Locale.ROOT));
        return Optional.ofNullable(System.getProperty(
                "aws." + words.replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT))));
    }

    public Optional<String> region() {
        return setting("region", "AWS_REGION", "AWS_DEFAULT_REGION");
    }

    /**
     * Whose word about certificates counts, and where that is set up; empty for Java's own authorities.
     *
     * @param chosen what beats environment and profile, or null
     */
    Optional<Named<Path>> authorities(@Nullable String chosen) {
        return named("--ca-bundle", Optional.ofNullable(chosen))
                .or(() -> named("AWS_CA_BUNDLE", variable("AWS_CA_BUNDLE")))
                .or(() -> named("ca_bundle", property("ca_bundle")))
                .or(() -> named("REQUESTS_CA_BUNDLE", Optional.ofNullable(environment.get("REQUESTS_CA_BUNDLE"))))
                .map(bundle -> bundle.map(this::path));
    }

    /** A value, and where it is from. */
    record Named<T>(String place, T value) {
        <R> Named<R> map(Function<T, R> change) {
            return new Named<>(place, change.apply(value));
        }
    }

    private static Optional<Named<String>> named(String place, Optional<String> value) {
        return value.filter(text -> !text.isEmpty()).map(text -> new Named<>(place, text));
    }

    /**
     * How often a call is tried, the first time included.
     *
     * @throws SetupFailure if what is set up isn't a number from 1
     */
    int attempts(int otherwise) {
        Optional<String> attempts = setting("max_attempts", "AWS_MAX_ATTEMPTS");
        try {
            int number = attempts.map(Integer::valueOf).orElse(otherwise);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new SetupFailure(
                "AWS_MAX_ATTEMPTS",
                "it, or max_attempts of the profile, must be a number from 1 but was '" + attempts.orElse("") + "'");
    }

    /** @throws SetupFailure if what is set up isn't a mode */
    RetryMode retryMode() {
        String mode = setting("retry_mode", "AWS_RETRY_MODE").orElse("adaptive");
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "legacy" -> RetryMode.LEGACY;
            case "standard" -> RetryMode.STANDARD;
            case "adaptive" -> RetryMode.ADAPTIVE_V2;
            default ->
                throw new SetupFailure(
                        "AWS_RETRY_MODE",
                        "it, or retry_mode of the profile, must be legacy, standard or adaptive but was '" + mode
                                + "'");
        };
    }

    /** Whether all endpoints are AWS's own, whatever is set up of others. */
    boolean isEndpointIgnored() {
        return isTrue("ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    }

    boolean isFips() {
        return isTrue("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT");
    }

    boolean isDualStack() {
        return isTrue("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT");
    }

    private boolean isTrue(String property, String variable) {
        return setting(property, variable)
                .map(value -> value.equalsIgnoreCase("true"))
                .orElse(false);
    }

    /**
     * Where a service is, if not at AWS's own endpoint.
     *
     * @param service its name in the profile, for example {@code ssm}
     * @throws SetupFailure if what is set up isn't a URL
     */
    Optional<URI> endpoint(String service) {
        if (isEndpointIgnored()) {
            return Optional.empty();
        }
        String own = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
        Map<String, String> section = property("services")
                .map(name -> files.services().getOrDefault(name, Map.of()))
                .orElse(Map.of());
        return named(own, variable(own))
                .or(() -> named("AWS_ENDPOINT_URL", variable("AWS_ENDPOINT_URL")))
                .or(() -> named(
                        "services",
                        Optional.ofNullable(IniText.nested(section.get(service)).get("endpoint_url"))))
                .or(() -> named("endpoint_url", property("endpoint_url")))
                .map(AwsSetup::url);
    }

    private static URI url(Named<String> named) {
        try {
            URI url = URI.create(named.value());
            if (url.getScheme() != null && url.getScheme().matches("https?") && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new SetupFailure(
                named.place(),
                "an endpoint must be of the form http://<hostname>/ or https://<hostname>/ but was '"
                        + named.value().replaceAll("//[^/]*@", "//***@") + "'");
    }

    /** Whether buckets are named in the path or in the host, if the profile says so. */
    Optional<String> addressingStyle() {
        return Optional.ofNullable(IniText.nested(
                        files.profiles().getOrDefault(profileName, Map.of()).get("s3"))
                .get("addressing_style"));
    }

    Proxies proxies() {
        return new Proxies(environment);
    }

    /** The profile in the SDK's form, as its default one: with what a client may want to know, but no credentials. */
    ProfileFile forSdk() {
        StringBuilder text = new StringBuilder("[default]\n");
        files.profiles().getOrDefault(profileName, Map.of()).forEach((name, value) -> {
            if (name.matches("[a-z0-9_]+") && !name.startsWith("aws_") && !value.isEmpty() && !value.contains("\n")) {
                text.append(name).append(" = ").append(value).append('\n');
            }
        });
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new StringInputStream(text.toString()))
                .build();
    }

    /** A path with {@code ~} and {@code $VARIABLES}, as the AWS CLI takes it. */
    Path path(String text) {
        String expanded = SHELL_VARIABLE
                .matcher(text)
                .replaceAll(variable -> Matcher.quoteReplacement(environment.getOrDefault(
                        Optional.ofNullable(variable.group(1)).orElseGet(() -> variable.group(2)), variable.group())));
        return expanded.equals("~") || expanded.startsWith("~/")
                ? Path.of(home(), expanded.substring(1))
                : Path.of(expanded);
    }

    private String home() {
        return environment.getOrDefault("HOME", System.getProperty("user.home"));
    }
}
