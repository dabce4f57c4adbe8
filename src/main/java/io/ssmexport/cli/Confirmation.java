package io.ssmexport.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Option without which a command that changes what is archived only says what it would do. */
final class Confirmation {

    private static final String YES = "--yes";

    private Confirmation() {}

    /** @param deed in a word, such as {@code Mask it} */
    static void addTo(CommandSpec spec, String deed) {
        spec.addOption(OptionSpec.builder(YES)
                .type(Boolean.class)
                .arity("0")
                .description(deed + ". Without, nothing is changed.")
                .build());
    }

    static boolean isIn(CommandSpec spec) {
        return Boolean.TRUE.equals(spec.findOption(YES).getValue());
    }
}
