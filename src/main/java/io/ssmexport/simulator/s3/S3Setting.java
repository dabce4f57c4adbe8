package io.ssmexport.simulator.s3;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fault as the command line has it: {@code name=value}. */
final class S3Setting {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s)");

    private S3Setting() {}

    static void apply(String setting, S3Faults faults) {
        String[] nameAndValue = setting.split("=", 2);
        String value = nameAndValue.length == 2 ? nameAndValue[1] : "";
        switch (nameAndValue[0]) {
            case "latency" -> faults.latency(duration(value, setting));
            case "deny" -> faults.deny(value);
            case "owner" -> faults.owner(value);
            default -> {
                S3Fault fault = fault(nameAndValue[0], setting);
                faults.every(count(value, setting), fault);
            }
        }
    }

    private static S3Fault fault(String label, String setting) {
        return Arrays.stream(S3Fault.values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("fault of S3 must be one of "
                        + Stream.concat(
                                        Arrays.stream(S3Fault.values()).map(fault -> fault.label() + "=N"),
                                        Stream.of("latency=DURATION", "deny=ACTION", "owner=ACCOUNT"))
                                .collect(Collectors.joining(", "))
                        + " but was " + setting));
    }

    private static int count(String value, String setting) {
        return Optional.of(value)
                .filter(text -> text.matches("[1-9]\\d{0,8}"))
                .map(Integer::parseInt)
                .orElseThrow(() ->
                        new IllegalArgumentException("fault of S3 must have a number from 1, but was " + setting));
    }

    private static Duration duration(String value, String setting) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("fault of S3 must be like latency=30ms but was " + setting);
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
