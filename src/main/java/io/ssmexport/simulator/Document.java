package io.ssmexport.simulator;

import java.util.Arrays;
import java.util.List;

/** An SSM document that commands run, with the names its steps have as plugins. */
enum Document {
    /** Schema 1.2: a plugin has the name of its action. */
    SHELL("AWS-RunShellScript", "aws:runShellScript"),
    PATCH("AWS-RunPatchBaseline", "-PatchWindows", "PatchLinux", "-PatchMacOS"),
    REMOTE("AWS-RunRemoteScript", "downloadContent", "-runPowerShellScript", "runShellScript"),
    POWER_SHELL("AWS-RunPowerShellScript", "aws:runPowerShellScript"),
    /** Shared by another account: the service names it by its ARN. */
    SHARED(
            "arn:aws:ssm:us-east-1:999988887777:document/Deploy-Service",
            "downloadContent",
            "stopService",
            "installPackage",
            "startService"),
    /** Twice the same action in a document of schema 1.2: two plugins with one name. */
    LEGACY("Legacy-Maintenance", "aws:runShellScript", "aws:runShellScript"),
    INVENTORY("AWS-GatherSoftwareInventory", "collectSoftwareInventoryItems"),
    PACKAGE("AWS-ConfigureAWSPackage", "configurePackage", "restartAgent");

    /**
     * A step of a document.
     *
     * @param skipped whether its precondition doesn't hold on the simulated instances
     * @param skipNotice what the agent says in place of an output if it is skipped
     */
    record Step(String name, boolean skipped, OutputText skipNotice) {

        static Step of(String text) {
            boolean skipped = text.startsWith("-");
            String name = skipped ? text.substring(1) : text;
            String platform = name.endsWith("MacOS") ? "MacOS" : "Windows";
            return new Step(
                    name,
                    skipped,
                    OutputText.of(
                            "Step execution skipped due to unsatisfied preconditions: '\"StringEquals\": [platformType, "
                                    + platform + "]'. Step name: " + name));
        }

        /** As the agent writes it in S3 keys, which hold no colons. */
        String keyName() {
            return name.replace(":", "");
        }
    }

    private static final List<Document> ALL = List.of(values());

    private final String documentName;

    @SuppressWarnings("ImmutableEnumChecker") // The list is unmodifiable, which its type doesn't say.
    private final List<Step> steps;

    Document(String documentName, String... steps) {
        this.documentName = documentName;
        this.steps = Arrays.stream(steps).map(Step::of).toList();
    }

    static Document ofCommand(long number) {
        return ALL.get(Math.floorMod(number, ALL.size()));
    }

    String documentName() {
        return documentName;
    }

    List<Step> steps() {
        return steps;
    }

    /** Index of the step that decides how an invocation ends. */
    int lastExecuted() {
        int last = steps.size() - 1;
        while (steps.get(last).skipped()) {
            last--;
        }
        return last;
    }

    boolean windows() {
        return this == POWER_SHELL;
    }
}
