package io.ssmexport.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A fault as the command line names it: {@code name=value}, with dashes for underscores. */
enum Fault {
    THROTTLE("N", (faults, value) -> faults.throttleEvery(count(value))),
    FAIL("N", (faults, value) -> faults.failEvery(count(value))),
    STALL("N:DURATION", Fault::stall),
    CUT("N", (faults, value) -> faults.cutEvery(count(value))),
    SHORT_PAGE("N", (faults, value) -> faults.shortPageEvery(count(value))),
    EMPTY_PAGE("N", (faults, value) -> faults.emptyPageEvery(count(value))),
    LATENCY("DURATION", (faults, value) -> faults.latency(duration(value))),
    EXPIRE_TOKENS("N", (faults, value) -> faults.expireTokensAfter(count(value))),
    REPEAT_TOKEN("PAGE", (faults, value) -> faults.repeatTokenAfter(count(value))),
    CYCLE_TOKENS("PAGE", (faults, value) -> faults.cycleTokensAfter(count(value))),
    NO_LIST("N", (faults, value) -> faults.noListEvery(count(value))),
    GATEWAY("N", (faults, value) -> faults.gatewayEvery(count(value))),
    LATE("DURATION", (faults, value) -> faults.listedLate(duration(value))),
    NARROW_WINDOW("DURATION", (faults, value) -> faults.narrowWindow(duration(value))),
    WIDE_WINDOW(
            "DURATION", (faults, value) -> faults.narrowWindow(duration(value).negated())),
    TRACE("N", (faults, value) -> faults.traceEvery(count(value))),
    DENY("REGION or ACCOUNT", Faults::deny),
    DENY_STS("", (faults, value) -> faults.denySts(true)),
    RATE("N/s", (faults, value) -> faults.requestsPerSecond(count(value.replaceFirst("/s$", "")))),
    NOT_JSON("N", (faults, value) -> faults.notJsonEvery(count(value))),
    DUPLICATE("N", (faults, value) -> faults.duplicateEvery(count(value)));

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final String value;

    @SuppressWarnings("ImmutableEnumChecker") // The setters above hold no state.
    private final BiConsumer<Faults, String> setter;

    Fault(String value, BiConsumer<Faults, String> setter) {
        this.value = value;
        this.setter = setter;
    }

    static void apply(String setting, Faults faults) {
        String[] nameAndValue = setting.split("=", 2);
        Fault fault = Arrays.stream(values())
                .filter(candidate -> candidate.label().equals(nameAndValue[0]))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("fault must be one of " + usages() + " but was " + setting));
        String value = nameAndValue.length == 2 ? nameAndValue[1] : "";
        if (value.isEmpty() != fault.value.isEmpty()) {
            throw fault.malformed(setting);
        }
        try {
            fault.setter.accept(faults, value);
        } catch (NumberFormatException e) {
            throw fault.malformed(setting);
        }
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String usage() {
        return value.isEmpty() ? label() : label() + "=" + value;
    }

    private static String usages() {
        return Arrays.stream(values()).map(Fault::usage).collect(Collectors.joining(", "));
    }

    private IllegalArgumentException malformed(String setting) {
        return new IllegalArgumentException("fault must be like " + usage() + " but was " + setting);
    }

    private static void stall(Faults faults, String value) {
        String[] nthAndDuration = value.split(":", 2);
        if (nthAndDuration.length < 2) {
            throw new NumberFormatException(value);
        }
        faults.stallEvery(count(nthAndDuration[0]), duration(nthAndDuration[1]));
    }

    private static int count(String value) {
        return Integer.parseUnsignedInt(value);
    }

    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new NumberFormatException(value);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
