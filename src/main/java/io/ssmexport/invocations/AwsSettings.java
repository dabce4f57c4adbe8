package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.service.AwsSetup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of the AWS CLI that the options may beat, with its words for those that are missing. */
final class AwsSettings {

    private final AwsSetup setup;

    AwsSettings(AwsSetup setup) {
        this.setup = setup;
    }

    /** @throws CommandFailure if nobody says which */
    String region(@Nullable String chosen) {
        return Optional.ofNullable(chosen)
                .or(setup::region)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.CONFIGURATION,
                        "You must specify a region. You can also configure your region by running \"aws configure\"."));
    }

    /** Name of the output format. */
    String output(@Nullable String chosen) {
        return Optional.ofNullable(chosen)
                .or(() -> setup.setting("output", "AWS_DEFAULT_OUTPUT"))
                .orElse("json");
    }

    /** @throws CommandFailure if there is no such format */
    TimeFormat times() {
        String format = setup.property("cli_timestamp_format").orElse("wire");
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
}
